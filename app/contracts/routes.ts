import { controllers } from '#generated/controllers'
import {
  contractsCountingOn,
  contractsCoveringService,
  contractsOfOrganisation,
  contractsOnAgreement,
} from '#contracts/queries/contract_links'
import { countCalendarUse } from '#calendars/queries/calendar_use'
import { countServiceUse } from '#catalog/queries/service_use'
import { countContractsNaming } from '#contracts/queries/service_use'
import { countContractsOn } from '#contracts/queries/calendar_use'
import { activeContractsOf } from '#contracts/queries/active_contracts_of'
import { keepsActive } from '#directory/queries/dependants'
import { offerLinks } from '#directory/queries/related_links'
import {
  WORK_ROLE_PERSONAL_DATA,
  WORK_ROLE_REFERENCE,
} from '#contracts/queries/work_role_personal_data'
import { refersToPeople } from '#directory/queries/person_references'
import { CONTACT_PERSONAL_DATA, CONTACT_REFERENCE } from '#contracts/queries/contact_personal_data'
import { CONTRACT_PERSONAL_DATA } from '#contracts/queries/contract_personal_data'
import { declarePersonalData } from '#directory/queries/personal_data'
import { affectedClients, affectedContracts } from '#contracts/queries/affected_contracts'
import { contractsOfItem } from '#contracts/queries/contracts_of_item'
import { refersToItems } from '#cmdb/queries/item_references'
import { repointContractItems } from '#contracts/actions/repoint_contract_items'
import { registerCiPanel } from '#cmdb/queries/ci_panels'
import { registerConsequence } from '#cmdb/queries/impact_consequences'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/contracts', [controllers.contracts.Contracts, 'index'])
    router.post('/contracts', [controllers.contracts.Contracts, 'store'])
    router.get('/contracts/new', [controllers.contracts.Contracts, 'create'])
    router.get('/contracts/:number', [controllers.contracts.Contracts, 'show'])
    router.put('/contracts/:number', [controllers.contracts.Contracts, 'update'])
    router.get('/contracts/:number/edit', [controllers.contracts.Contracts, 'edit'])
    router.post('/contracts/:number/steps', [controllers.contracts.ContractSteps, 'store'])
    router.post('/contracts/:number/files', [controllers.contracts.ContractFiles, 'store'])
    router
      .get('/contracts/:number/files/:id', [controllers.contracts.ContractFiles, 'show'])
      .where('id', router.matchers.number())
    router
      .delete('/contracts/:number/files/:id', [controllers.contracts.ContractFiles, 'destroy'])
      .where('id', router.matchers.number())
    router.post('/contracts/:number/contacts', [controllers.contracts.ContractContacts, 'store'])
    router
      .delete('/contracts/:number/contacts/:id', [
        controllers.contracts.ContractContacts,
        'destroy',
      ])
      .where('id', router.matchers.number())
    router.get('/contracts/:number/amendments/new', [
      controllers.contracts.ContractAmendments,
      'create',
    ])
    router.post('/contracts/:number/amendments', [
      controllers.contracts.ContractAmendments,
      'store',
    ])
    router.get('/rate-cards', [controllers.contracts.RateCards, 'index'])
    router.post('/rate-cards', [controllers.contracts.RateCards, 'store'])
    router.get('/rate-cards/new', [controllers.contracts.RateCards, 'create'])
    router.get('/rate-cards/:code', [controllers.contracts.RateCards, 'show'])
    router.put('/rate-cards/:code', [controllers.contracts.RateCards, 'update'])
    router.get('/rate-cards/:code/edit', [controllers.contracts.RateCards, 'edit'])
    router.get('/work-roles', [controllers.contracts.WorkRoles, 'index'])
    router.post('/work-roles', [controllers.contracts.WorkRoles, 'store'])
    router
      .put('/work-roles/:id', [controllers.contracts.WorkRoles, 'update'])
      .where('id', router.matchers.number())
  })
  .use(middleware.auth())

// Pages of the floors below lead up to contracts.
offerLinks('organisation', contractsOfOrganisation)
offerLinks('agreement', contractsOnAgreement)
offerLinks('calendar', contractsCountingOn)
offerLinks('service', contractsCoveringService)
registerCiPanel({ key: 'contracts', load: contractsOfItem })
registerConsequence({ key: 'clients', load: affectedClients })
registerConsequence({ key: 'contracts', load: affectedContracts })
countCalendarUse('contracts', countContractsOn)
countServiceUse('contracts', countContractsNaming)

// Two items become one; nothing is removed that a contract covers by name.
refersToItems({ table: 'contract_items', columns: ['ci_id'], repoint: repointContractItems })

// What is kept about people is told where it is exported and erased as a whole.
declarePersonalData(CONTRACT_PERSONAL_DATA)
declarePersonalData(WORK_ROLE_PERSONAL_DATA)
declarePersonalData(CONTACT_PERSONAL_DATA)

// Two records of one person become one.
refersToPeople(WORK_ROLE_REFERENCE, CONTACT_REFERENCE)

// An organisation under contract stays active.
keepsActive('organisation', {
  messageKey: 'contracts.active_hang_on',
  count: activeContractsOf,
})
