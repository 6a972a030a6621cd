import { controllers } from '#generated/controllers'
import { nameActorsWith } from '#core/queries/actor_names'
import { offerRetention } from '#core/retention_kinds'
import { BRAKE_RETENTION, SESSION_RETENTION } from '#directory/actions/sign_in_retention'
import { namesOfUsers } from '#directory/queries/name_actors'
import { DIRECTORY_PERSONAL_DATA } from '#directory/actions/directory_personal_data'
import { declarePersonalData } from '#directory/queries/personal_data'
import { offerPeopleImport } from '#directory/imports/people_import'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/sign-in', [controllers.directory.Session, 'create'])
    router.post('/sign-in', [controllers.directory.Session, 'store'])
    router.get('/sign-in/second-factor', [controllers.directory.SecondStep, 'create'])
    router.post('/sign-in/second-factor', [controllers.directory.SecondStep, 'store'])
    router.delete('/sign-in/second-factor', [controllers.directory.SecondStep, 'destroy'])
    router.get('/sign-in/enrolment', [controllers.directory.Enrolment, 'create'])
    router.post('/sign-in/enrolment', [controllers.directory.Enrolment, 'store'])
    router
      .get('/sign-in/with/:id', [controllers.directory.ProviderSignIn, 'create'])
      .where('id', router.matchers.number())
    router.get('/sign-in/callback', [controllers.directory.ProviderSignIn, 'store'])
    router.get('/password-reset', [controllers.directory.PasswordResets, 'create'])
    router.post('/password-reset', [controllers.directory.PasswordResets, 'store'])
  })
  .use(middleware.guest())

// A link works in whatever browser it is opened, signed in or not.
router.get('/password/:token', [controllers.directory.Passwords, 'edit'])
router.put('/password/:token', [controllers.directory.Passwords, 'update'])

router.get('/setup', [controllers.directory.Setup, 'create'])
router.post('/setup', [controllers.directory.Setup, 'store'])

router
  .group(() => {
    router.get('/security', [controllers.directory.Account, 'show'])
    router.put('/password', [controllers.directory.Account, 'changePassword'])
    router.delete('/sessions', [controllers.directory.Account, 'endOtherSessions'])
    router
      .delete('/sessions/:id', [controllers.directory.Account, 'endSession'])
      .where('id', router.matchers.number())
    router.get('/second-factor', [controllers.directory.SecondFactor, 'create'])
    router.post('/second-factor', [controllers.directory.SecondFactor, 'store'])
    router.delete('/second-factor', [controllers.directory.SecondFactor, 'destroy'])
    router.get('/api-tokens', [controllers.directory.ApiTokens, 'index'])
    router.post('/api-tokens', [controllers.directory.ApiTokens, 'store'])
    router
      .delete('/api-tokens/:id', [controllers.directory.ApiTokens, 'destroy'])
      .where('id', router.matchers.number())
    router.get('/recovery-codes', [controllers.directory.SecondFactor, 'showCodes'])
    router.post('/recovery-codes', [controllers.directory.SecondFactor, 'renewCodes'])
  })
  .prefix('/account')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/api-tokens', [controllers.directory.PersonApiTokens, 'index'])
    router
      .delete('/api-tokens/:tokenId', [controllers.directory.PersonApiTokens, 'destroy'])
      .where('tokenId', router.matchers.number())
    router.post('/password-link', [controllers.directory.PersonAccounts, 'issueLink'])
    router.delete('/second-factor', [controllers.directory.PersonAccounts, 'resetSecondFactor'])
    router.put('/account', [controllers.directory.PersonAccounts, 'switch'])
    router.post('/account', [controllers.directory.PersonAccounts, 'store'])
    router.put('/account/email', [controllers.directory.PersonAccounts, 'changeEmail'])
    router.delete('/account/provider', [controllers.directory.PersonAccounts, 'release'])
    router.post('/account/roles', [controllers.directory.RoleAssignments, 'store'])
    router
      .delete('/account/roles/:assignmentId', [controllers.directory.RoleAssignments, 'destroy'])
      .where('assignmentId', router.matchers.number())
  })
  .prefix('/people/:id')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.post('/sign-out', [controllers.directory.Session, 'destroy'])
    router.patch('/preferences', [controllers.directory.Preferences, 'update'])

    router.get('/organisations', [controllers.directory.Organisations, 'index'])
    router.post('/organisations', [controllers.directory.Organisations, 'store'])
    router.get('/organisations/:code', [controllers.directory.Organisations, 'show'])
    router.put('/organisations/:code', [controllers.directory.Organisations, 'update'])
    router.post('/organisations/:code/sites', [controllers.directory.Sites, 'store'])
    router
      .put('/organisations/:code/sites/:id', [controllers.directory.Sites, 'update'])
      .where('id', router.matchers.number())

    router.post('/organisations/:code/departments', [controllers.directory.Departments, 'store'])
    router
      .put('/organisations/:code/departments/:id', [controllers.directory.Departments, 'update'])
      .where('id', router.matchers.number())

    router.get('/people', [controllers.directory.People, 'index'])
    router.get('/people/export', [controllers.directory.PeopleExports, 'show'])
    router.get('/people/duplicates', [controllers.directory.Duplicates, 'index'])
    router.post('/people/changes', [controllers.directory.PeopleChanges, 'store'])
    router.post('/people', [controllers.directory.People, 'store'])
    router.post('/people/callers', [controllers.directory.Callers, 'store'])
    router
      .get('/people/:id', [controllers.directory.People, 'show'])
      .where('id', router.matchers.number())
    router
      .put('/people/:id', [controllers.directory.People, 'update'])
      .where('id', router.matchers.number())

    router.get('/teams', [controllers.directory.Teams, 'index'])
    router.post('/teams', [controllers.directory.Teams, 'store'])
    router.get('/teams/:code', [controllers.directory.Teams, 'show'])
    router.put('/teams/:code', [controllers.directory.Teams, 'update'])
    router.post('/teams/:code/members', [controllers.directory.TeamMembers, 'store'])
    router.patch('/teams/:code/members', [controllers.directory.TeamMembers, 'update'])
    router.delete('/teams/:code/members', [controllers.directory.TeamMembers, 'destroy'])

    router.get('/skills', [controllers.directory.Skills, 'index'])
    router.post('/skills', [controllers.directory.Skills, 'store'])
    router
      .put('/skills/:id', [controllers.directory.Skills, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/skills/:id', [controllers.directory.Skills, 'destroy'])
      .where('id', router.matchers.number())

    router.post('/saved-views', [controllers.directory.SavedViews, 'store'])
    router
      .put('/saved-views/:id', [controllers.directory.SavedViews, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/saved-views/:id', [controllers.directory.SavedViews, 'destroy'])
      .where('id', router.matchers.number())

    router.get('/lookups/organisations', [controllers.directory.Lookups, 'organisations'])
    router.get('/lookups/departments', [controllers.directory.Lookups, 'departments'])
    router.get('/lookups/skills', [controllers.directory.Lookups, 'skills'])
    router.get('/lookups/substitutes', [controllers.directory.Lookups, 'substitutes'])
    router.get('/lookups/sites', [controllers.directory.Lookups, 'sites'])
    router.get('/lookups/people', [controllers.directory.Lookups, 'people'])
    router.get('/lookups/teams', [controllers.directory.Lookups, 'teams'])
  })
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.directory.SignInProviders, 'index'])
    router.post('/', [controllers.directory.SignInProviders, 'store'])
    router.post('/check', [controllers.directory.SignInProviders, 'check'])
    router
      .put('/:id', [controllers.directory.SignInProviders, 'update'])
      .where('id', router.matchers.number())
  })
  .prefix('/settings/sign-in-providers')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/roles', [controllers.directory.Roles, 'index'])
    router.post('/roles', [controllers.directory.Roles, 'store'])
    router.get('/roles/:code', [controllers.directory.Roles, 'show'])
    router.put('/roles/:code', [controllers.directory.Roles, 'update'])
    router.delete('/roles/:code', [controllers.directory.Roles, 'destroy'])
    router.delete('/roles/:code/customisation', [controllers.directory.Roles, 'reset'])

    router.get('/accounts', [controllers.directory.Accounts, 'index'])
    router.post('/accounts/deactivation', [controllers.directory.Accounts, 'switchOff'])
    router.post('/accounts/sign-out', [controllers.directory.Accounts, 'endSessions'])
  })
  .use(middleware.auth())

router
  .group(() => {
    router.get('/merge', [controllers.directory.PersonMerges, 'create'])
    router.post('/merge', [controllers.directory.PersonMerges, 'store'])
    router.post('/distinctions', [controllers.directory.PersonDistinctions, 'store'])
    router
      .delete('/distinctions/:otherId', [controllers.directory.PersonDistinctions, 'destroy'])
      .where('otherId', router.matchers.number())
    router.put('/skills', [controllers.directory.PersonSkills, 'update'])
  })
  .prefix('/people/:id')
  .where('id', router.matchers.number())
  .use(middleware.auth())

// One's own days under /account, those of others on their pages.
for (const [prefix, name] of [
  ['/account/absences', 'own'],
  ['/people/:id/absences', 'people'],
] as const) {
  router
    .group(() => {
      router.post('/', [controllers.directory.Absences, 'store'])
      router
        .put('/:absenceId', [controllers.directory.Absences, 'update'])
        .where('absenceId', router.matchers.number())
      router
        .delete('/:absenceId', [controllers.directory.Absences, 'destroy'])
        .where('absenceId', router.matchers.number())
    })
    .prefix(prefix)
    .as(name)
    .where('id', router.matchers.number())
    .use(middleware.auth())
}
router.get('/account/absences', [controllers.directory.Absences, 'index']).use(middleware.auth())

router
  .group(() => {
    router.get('/import', [controllers.directory.PeopleImports, 'create'])
    router.get('/import/example', [controllers.directory.PeopleImportFiles, 'example'])
    router.post('/imports', [controllers.directory.PeopleImports, 'store'])
    router.get('/imports/:id', [controllers.directory.PeopleImports, 'show'])
    router.put('/imports/:id', [controllers.directory.PeopleImports, 'update'])
    router.delete('/imports/:id', [controllers.directory.PeopleImports, 'destroy'])
    router.post('/imports/:id/run', [controllers.directory.PeopleImportRuns, 'store'])
    router
      .put('/imports/:id/rows/:row/choice', [controllers.directory.PeopleImportChoices, 'update'])
      .where('row', router.matchers.number())
    router.get('/imports/:id/problems', [controllers.directory.PeopleImportFiles, 'problems'])
    router.post('/import-templates', [controllers.directory.PeopleImportTemplates, 'store'])
    router.delete('/import-templates/:id', [controllers.directory.PeopleImportTemplates, 'destroy'])
  })
  .prefix('/people')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.directory.LdapSources, 'index'])
    router.post('/', [controllers.directory.LdapSources, 'store'])
    router.get('/:id', [controllers.directory.LdapSources, 'show'])
    router.put('/:id', [controllers.directory.LdapSources, 'update'])
    router.delete('/:id', [controllers.directory.LdapSources, 'destroy'])
    router.post('/:id/runs', [controllers.directory.LdapRuns, 'store'])
    router
      .get('/:id/runs/:run', [controllers.directory.LdapRuns, 'show'])
      .where('run', router.matchers.number())
  })
  .prefix('/settings/directory-sources')
  .where('id', router.matchers.number())
  .use(middleware.auth())

// A guest chooses a language too, on the sign-in page.
router.post('/language', [controllers.directory.Preferences, 'chooseLanguage'])

// The audit, a floor below, knows accounts by their ids alone.
nameActorsWith(namesOfUsers)

// How long they are kept is said where retention is kept as a whole.
offerRetention(SESSION_RETENTION)
offerRetention(BRAKE_RETENTION)

// What is kept about people is told where it is exported and erased as a whole.
declarePersonalData(...DIRECTORY_PERSONAL_DATA)

offerPeopleImport()
