import ConfigurationItem from '#cmdb/models/configuration_item'
import type { RecordKind } from '#config/permission_table'
import type { Permission } from '#config/permissions'
import Contract from '#contracts/models/contract'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Owned, Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

/** A record as the question about rights sees it: whose it is, and the names of those. */
export type RightRecord = {
  kind: RecordKind
  label: string
  href: string
  owned: Owned
  /** Whose account it is, for the rules about one's own. */
  personId: number | null
  organisation: string
  team: string | null
  requester: string | null
  /** What the record itself needs in order to be seen. */
  viewedBy: Permission | null
}

const SOURCES: Record<RecordKind, (viewer: Principal, text: string) => Promise<RightRecord>> = {
  incident: async (viewer, text) => {
    const ticket = await Ticket.visibleTo(viewer)
      .where('tickets.number', text.toUpperCase())
      .preload('organisation')
      .preload('team')
      .preload('requester')
      .firstOrFail()
    return {
      ...{ kind: 'incident', label: `${ticket.number} ${ticket.title}`, personId: null },
      ...{ href: `/incidents/${ticket.number}`, owned: ticket.owned, viewedBy: 'tickets.view' },
      ...{ organisation: ticket.organisation.name, team: ticket.team?.name ?? null },
      requester: ticket.requester.displayName,
    }
  },
  configuration_item: async (viewer, text) => {
    const item = await ConfigurationItem.visibleTo(viewer)
      .where((known) => {
        void known.where('configuration_items.number', text.toUpperCase())
        void known.orWhere('configuration_items.name', text)
      })
      .preload('organisation')
      .orderBy('configuration_items.id')
      .firstOrFail()
    return {
      ...{ kind: 'configuration_item', label: `${item.number} ${item.name}`, viewedBy: 'cis.view' },
      href: `/configuration-items/${item.number}`,
      ...ofOrganisation(item.organisation),
    }
  },
  contract: async (viewer, text) => {
    const contract = await Contract.visibleTo(viewer)
      .where((known) => {
        void known.where('contracts.number', text).orWhere('contracts.name', text)
      })
      .preload('organisation')
      .orderBy('contracts.id')
      .firstOrFail()
    return {
      ...{ kind: 'contract', label: `${contract.number} ${contract.name}` },
      ...{ href: `/contracts/${encodeURIComponent(contract.number)}`, viewedBy: 'contracts.view' },
      ...ofOrganisation(contract.organisation),
    }
  },
  person: async (viewer, text) => {
    const person = await Person.visibleTo(viewer)
      .where('people.id', idOf(text))
      .preload('organisation')
      .firstOrFail()
    const { id, organisationId, displayName } = person
    return {
      ...ofOrganisation(person.organisation),
      ...{ kind: 'person', label: displayName, href: `/people/${id}`, viewedBy: 'directory.view' },
      ...{ owned: { organisationId, personId: id }, personId: id },
    }
  },
  organisation: async (viewer, text) => {
    const organisation = await Organisation.visibleTo(viewer)
      .where('organisations.id', idOf(text))
      .firstOrFail()
    return {
      ...{ kind: 'organisation', label: organisation.name, viewedBy: null },
      href: `/organisations/${encodeURIComponent(organisation.code)}`,
      ...ofOrganisation(organisation),
    }
  },
}

/**
 * The record a question is about, by number or name, a person or an organisation by id. Throws
 * E_ROW_NOT_FOUND for what the viewer may not see (T2).
 */
export function findRightRecord(
  viewer: Principal,
  kind: RecordKind,
  text: string
): Promise<RightRecord> {
  return SOURCES[kind](viewer, text)
}

function ofOrganisation({ id, name }: Organisation) {
  return {
    owned: { organisationId: id } as Owned,
    ...{ organisation: name, personId: null, team: null, requester: null },
  }
}

/** Nonsense matches nothing. */
function idOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
