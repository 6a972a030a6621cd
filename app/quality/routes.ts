import { declarePersonalData } from '#directory/queries/personal_data'
import { refersToPeople } from '#directory/queries/person_references'
import { offerLinks } from '#directory/queries/related_links'
import { controllers } from '#generated/controllers'
import { feedbackPanel } from '#quality/queries/feedback_panel'
import {
  improvementsOfOrganisation,
  improvementsOfService,
  unansweredOf,
} from '#quality/queries/quality_links'
import { QUALITY_PERSONAL_DATA } from '#quality/queries/quality_personal_data'
import { middleware } from '#start/kernel'
import { registerTicketPanel } from '#tickets/queries/ticket_panels'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/feedback', [controllers.quality.Feedback, 'index'])
    router.post('/feedback', [controllers.quality.Feedback, 'store'])
    router.get('/feedback/new', [controllers.quality.Feedback, 'create'])
    router.get('/feedback/:number', [controllers.quality.Feedback, 'show'])
    router.put('/feedback/:number', [controllers.quality.Feedback, 'update'])
    router.post('/feedback/:number/investigation', [
      controllers.quality.FeedbackSteps,
      'investigate',
    ])
    router.post('/feedback/:number/answer', [controllers.quality.FeedbackSteps, 'answer'])
    router.post('/feedback/:number/closure', [controllers.quality.FeedbackSteps, 'close'])
    router.post('/feedback/:number/improvements', [controllers.quality.FeedbackSteps, 'raise'])

    router.get('/improvements', [controllers.quality.Improvements, 'index'])
    router.post('/improvements', [controllers.quality.Improvements, 'store'])
    router.get('/improvements/new', [controllers.quality.Improvements, 'create'])
    router.get('/improvements/export', [controllers.quality.ImprovementExports, 'show'])
    router.get('/improvements/:number', [controllers.quality.Improvements, 'show'])
    router.put('/improvements/:number', [controllers.quality.Improvements, 'update'])
    router.get('/improvements/:number/edit', [controllers.quality.Improvements, 'edit'])
    router.post('/improvements/:number/approval', [controllers.quality.ImprovementSteps, 'approve'])
    router.post('/improvements/:number/work', [controllers.quality.ImprovementSteps, 'start'])
    router.post('/improvements/:number/completion', [
      controllers.quality.ImprovementSteps,
      'complete',
    ])
    router.post('/improvements/:number/rejection', [controllers.quality.ImprovementSteps, 'reject'])
    router.post('/improvements/:number/reconsideration', [
      controllers.quality.ImprovementSteps,
      'reconsider',
    ])
  })
  .use(middleware.auth())

// The ticket's page, a floor below, shows what was said of it.
registerTicketPanel({ key: 'feedback', load: feedbackPanel })

// Pages of the floors below lead up to open complaints and improvements.
offerLinks('organisation', unansweredOf)
offerLinks('organisation', improvementsOfOrganisation)
offerLinks('service', improvementsOfService)

// What is kept about people is told where it is exported and erased as a whole.
declarePersonalData(...QUALITY_PERSONAL_DATA)

// Two records of one person become one.
refersToPeople(
  {
    table: 'feedback_records',
    columns: ['person_id', 'about_person_id', 'owner_id', 'registered_by_id'],
  },
  { table: 'improvements', columns: ['owner_id', 'proposed_by_id'] }
)
