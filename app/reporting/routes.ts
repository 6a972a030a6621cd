import { refersToPeople } from '#directory/queries/person_references'
import { offerLinks } from '#directory/queries/related_links'
import { controllers } from '#generated/controllers'
import { repointParticipants } from '#reporting/actions/repoint_participants'
import { reviewsOfOrganisation } from '#reporting/queries/list_service_reviews'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/service-levels', [controllers.reporting.ServiceLevelReports, 'show'])
    router.post('/service-levels/documents', [controllers.reporting.ServiceLevelDocuments, 'store'])
    router.get('/service-level-replays', [controllers.reporting.ServiceLevelReplays, 'index'])
    router.post('/service-level-replays', [controllers.reporting.ServiceLevelReplays, 'store'])
    router.get('/service-level-replays/:id', [controllers.reporting.ServiceLevelReplays, 'show'])
    router.get('/service-level-replays/:id/changes.csv', [
      controllers.reporting.ServiceLevelReplays,
      'csv',
    ])
  })
  .prefix('/reports')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.reporting.ServiceReviews, 'index'])
    router.post('/', [controllers.reporting.ServiceReviews, 'store'])
    router.get('/new', [controllers.reporting.ServiceReviews, 'create'])
    router.get('/:number', [controllers.reporting.ServiceReviews, 'show'])
    router.put('/:number', [controllers.reporting.ServiceReviews, 'update'])
    router.get('/:number/edit', [controllers.reporting.ServiceReviews, 'edit'])
    router.post('/:number/holding', [controllers.reporting.ServiceReviewSteps, 'hold'])
    router.post('/:number/closure', [controllers.reporting.ServiceReviewSteps, 'close'])
    router.post('/:number/improvements', [controllers.reporting.ServiceReviewSteps, 'raise'])
  })
  .prefix('/service-reviews')
  .use(middleware.auth())

// An organisation's page leads up to its reviews.
offerLinks('organisation', reviewsOfOrganisation)

// Two records of one person become one, who sits in a review once.
refersToPeople({
  table: 'service_review_participants',
  columns: ['person_id'],
  repoint: repointParticipants,
})
