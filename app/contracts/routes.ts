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
    router.get('/contracts/:number/amendments/new', [
      controllers.contracts.ContractAmendments,
      'create',
    ])
    router.post('/contracts/:number/amendments', [
      controllers.contracts.ContractAmendments,
      'store',
    ])
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

// An organisation under contract stays active.
keepsActive('organisation', {
  messageKey: 'contracts.active_hang_on',
  count: activeContractsOf,
})
