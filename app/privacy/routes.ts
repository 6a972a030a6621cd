import { offerRetention } from '#core/retention_kinds'
import { declarePersonalData } from '#directory/queries/personal_data'
import { controllers } from '#generated/controllers'
import { INACTIVE_PEOPLE_RETENTION } from '#privacy/actions/inactive_people_retention'
import { PRIVACY_PERSONAL_DATA } from '#privacy/actions/privacy_personal_data'
import {
  EXPORT_RETENTION,
  ORIGIN_RETENTION,
  TASK_FILE_RETENTION,
  VIEW_RETENTION,
} from '#privacy/actions/trace_retention'
import { refersToPeople } from '#directory/queries/person_references'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/consent', [controllers.privacy.OwnConsents, 'show'])
    router.post('/consent', [controllers.privacy.OwnConsents, 'store'])

    router.get('/settings/consents', [controllers.privacy.ConsentTexts, 'index'])
    router.post('/settings/consents/:code/texts', [controllers.privacy.ConsentTexts, 'store'])
  })
  .use(middleware.auth())

router
  .group(() => {
    router.get('/register', [controllers.privacy.Purposes, 'index'])
    router.post('/register', [controllers.privacy.Purposes, 'store'])
    router.get('/register/export', [controllers.privacy.RegisterExports, 'show'])
    router.put('/register/:code', [controllers.privacy.Purposes, 'update'])

    router.get('/requests', [controllers.privacy.SubjectRequests, 'index'])
    router.post('/requests', [controllers.privacy.SubjectRequests, 'store'])
    router.get('/requests/:number', [controllers.privacy.SubjectRequests, 'show'])
    router.post('/requests/:number/extension', [controllers.privacy.SubjectRequests, 'extend'])
    router.post('/requests/:number/answer', [controllers.privacy.SubjectRequests, 'answer'])

    router.get('/views', [controllers.privacy.PersonViews, 'index'])
    router.get('/views/export', [controllers.privacy.PersonViews, 'export'])

    router.get('/retention', [controllers.privacy.Retention, 'index'])
    router.put('/retention/:kind', [controllers.privacy.Retention, 'update'])

    router.get('/exports/:id', [controllers.privacy.PersonalExports, 'show'])
    router.get('/exports/:id/file', [controllers.privacy.PersonalExports, 'file'])
  })
  .prefix('/personal-data')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/privacy', [controllers.privacy.PersonPrivacy, 'show'])
    router.post('/consents', [controllers.privacy.PersonPrivacy, 'recordConsent'])
    router
      .post('/consents/:consent/revocation', [controllers.privacy.PersonPrivacy, 'revokeConsent'])
      .where('consent', router.matchers.number())
    router.post('/personal-data-exports', [controllers.privacy.PersonalExports, 'store'])
    router.get('/anonymisation', [controllers.privacy.Anonymisations, 'show'])
    router.post('/anonymisation', [controllers.privacy.Anonymisations, 'store'])
  })
  .prefix('/people/:id')
  .where('id', router.matchers.number())
  .use(middleware.auth())

declarePersonalData(...PRIVACY_PERSONAL_DATA)

offerRetention(VIEW_RETENTION)
offerRetention(TASK_FILE_RETENTION)
offerRetention(EXPORT_RETENTION)
offerRetention(ORIGIN_RETENTION)
offerRetention(INACTIVE_PEOPLE_RETENTION)

// Two records of one person become one.
refersToPeople(
  { table: 'consents', columns: ['person_id'] },
  { table: 'subject_requests', columns: ['person_id'] }
)
