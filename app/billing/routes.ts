import { controllers } from '#generated/controllers'
import { moveMergedTime } from '#billing/actions/move_merged_time'
import { moveMergedExpenses } from '#billing/actions/move_merged_expenses'
import { EXPENSE_PERSONAL_DATA } from '#billing/queries/expense_personal_data'
import { accountOfOrganisation } from '#billing/queries/client_account'
import { expensesPanel } from '#billing/queries/expenses_panel'
import { QUESTION_PERSONAL_DATA } from '#billing/queries/question_personal_data'
import { timePanel } from '#billing/queries/time_panel'
import ExpensesPanelTransformer from '#billing/transformers/expenses_panel_transformer'
import TimePanelTransformer from '#billing/transformers/time_panel_transformer'
import { TIME_PERSONAL_DATA } from '#billing/queries/time_personal_data'
import { declarePersonalData } from '#directory/queries/personal_data'
import { refersToPeople } from '#directory/queries/person_references'
import { offerLinks } from '#directory/queries/related_links'
import { middleware } from '#start/kernel'
import { followMerges } from '#tickets/actions/merge_followers'
import { registerTicketPanel } from '#tickets/queries/ticket_panels'
import { moveTimeToContract } from '#billing/actions/move_time_to_contract'
import { followContracts } from '#tickets/actions/contract_followers'
import { settledUntil } from '#billing/queries/settled_until'
import { tellSettledUntil } from '#contracts/queries/settled_until'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.post('/incidents/:number/time-entries', [controllers.billing.TimeEntries, 'store'])
    router.post('/incidents/:number/expenses', [controllers.billing.Expenses, 'store'])
    router
      .put('/expenses/:id', [controllers.billing.Expenses, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/expenses/:id', [controllers.billing.Expenses, 'destroy'])
      .where('id', router.matchers.number())
    router.get('/time', [controllers.billing.MyTime, 'index'])
    router.post('/time/steps', [controllers.billing.MyTime, 'move'])
    router
      .put('/time/:id', [controllers.billing.MyTime, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/time/:id', [controllers.billing.MyTime, 'destroy'])
      .where('id', router.matchers.number())
    router.get('/time-approvals', [controllers.billing.TimeApprovals, 'index'])
    router.post('/time-approvals/steps', [controllers.billing.TimeApprovals, 'move'])
    router
      .patch('/time-approvals/:id', [controllers.billing.TimeApprovals, 'judge'])
      .where('id', router.matchers.number())
    router.get('/billing', [controllers.billing.ContractBoard, 'index'])
    router.post('/billing/closings', [controllers.billing.ContractBoard, 'close'])
    router.get('/billing/clients/:code', [controllers.billing.ClientAccounts, 'show'])
    router.get('/contracts/:number/periods', [controllers.billing.BillingPeriods, 'index'])
    router.post('/contracts/:number/periods/steps', [controllers.billing.BillingPeriods, 'move'])
    router.post('/contracts/:number/periods/unlocking', [
      controllers.billing.BillingPeriods,
      'unlock',
    ])
    router.get('/contracts/:number/replay', [controllers.billing.TermsReplays, 'show'])
    router.get('/contracts/:number/charges', [controllers.billing.Charges, 'show'])
    router.post('/contracts/:number/corrections', [controllers.billing.Charges, 'correct'])
    router
      .delete('/contracts/:number/corrections/:id', [controllers.billing.Charges, 'withdraw'])
      .where('id', router.matchers.number())
    router.post('/contracts/:number/questions', [controllers.billing.PeriodQuestions, 'store'])
    router
      .put('/contracts/:number/questions/:id', [controllers.billing.PeriodQuestions, 'update'])
      .where('id', router.matchers.number())
    router.get('/report-templates', [controllers.billing.ReportTemplates, 'index'])
    router.post('/report-templates', [controllers.billing.ReportTemplates, 'store'])
    router.get('/report-templates/new', [controllers.billing.ReportTemplates, 'create'])
    router
      .group(() => {
        router.get('/edit', [controllers.billing.ReportTemplates, 'edit'])
        router.put('/', [controllers.billing.ReportTemplates, 'update'])
        router.delete('/', [controllers.billing.ReportTemplates, 'destroy'])
        router.post('/samples', [controllers.billing.ReportTemplates, 'sample'])
        router.get('/logo', [controllers.billing.TemplateLogos, 'show'])
        router.post('/logo', [controllers.billing.TemplateLogos, 'update'])
        router.delete('/logo', [controllers.billing.TemplateLogos, 'destroy'])
      })
      .prefix('/report-templates/:id')
      .where('id', router.matchers.number())
    router.put('/contracts/:number/report-template', [
      controllers.billing.ReportTemplates,
      'choose',
    ])
    router.get('/work-without-contract', [controllers.billing.UncontractedWork, 'index'])
    router.get('/contracts/:number/report', [controllers.billing.ContractReports, 'show'])
    router
      .get('/contracts/:number/period-documents/:id', [controllers.billing.PeriodDocuments, 'show'])
      .where('id', router.matchers.number())
    router.post('/contracts/:number/period-documents', [
      controllers.billing.PeriodDocuments,
      'store',
    ])
    router.post('/contracts/:number/report/links', [controllers.billing.ReportLinks, 'store'])
    router.post('/contracts/:number/report/documents', [
      controllers.billing.ContractDocuments,
      'store',
    ])
  })
  .use(middleware.auth())

// Its signature and its row decide, not who is signed in.
router
  .get('/report-links/:id', [controllers.billing.ReportLinks, 'show'])
  .where('id', router.matchers.number())
  .as('report_links.show')

// The ticket's page, a floor below, shows the time logged and what was spent on it.
registerTicketPanel({
  key: 'time',
  load: async (ticket, principal) => {
    const panel = await timePanel(ticket, principal)
    return panel && TimePanelTransformer.transform(panel)
  },
})
registerTicketPanel({
  key: 'expenses',
  load: async (ticket, principal) => {
    const panel = await expensesPanel(ticket, principal)
    return panel && ExpensesPanelTransformer.transform(panel)
  },
})

// Duplicates take it along into the incident they go into.
followMerges(moveMergedTime)
followMerges(moveMergedExpenses)

// What is kept about people is told where it is exported and erased as a whole.
declarePersonalData(TIME_PERSONAL_DATA)
declarePersonalData(EXPENSE_PERSONAL_DATA)
declarePersonalData(QUESTION_PERSONAL_DATA)

// Two records of one person become one.
refersToPeople(
  { table: 'time_entries', columns: ['person_id', 'decided_by_id'] },
  { table: 'expenses', columns: ['person_id'] },
  { table: 'period_questions', columns: ['asked_by_id', 'answered_by_id'] }
)

// Time that is not charged yet goes over to a ticket's new contract.
followContracts(moveTimeToContract)

// Who looks at an organisation as its account manager goes on to how things stand with it.
offerLinks('organisation', accountOfOrganisation)

// A contract is not changed below what was approved.
tellSettledUntil(settledUntil)
