import type ConfigurationItem from '#cmdb/models/configuration_item'
import ImpactView from '#cmdb/models/impact_view'
import type { NodePositions } from '#cmdb/models/impact_view_types'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound, type FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ImpactViewValues = {
  name: string
  /** One of the person's own teams; null keeps the view private. */
  teamId: number | null
  /** The question and how its answer is shown, as the page's address says them. */
  address: string
  positions: NodePositions
  /** Ids of the nodes that were there, so that later ones can be told as new. */
  knownNodes: string[]
}

type Creation = {
  actor: Actor
  principal: Principal
  item: ConfigurationItem
  values: ImpactViewValues
}
type Edit = {
  actor: Actor
  principal: Principal
  view: ImpactView
  seenVersion: number
  values: ImpactViewValues
}
type Removal = { actor: Actor; view: ImpactView; seenVersion: number }

const SUBJECT = 'impact_view'

/** Pictures of the impact graph that people keep. Positions belong to the view, not to the item. */
export const saveImpactView = {
  /** Throws ReferenceNotFound on a team that is not the person's. */
  async create({ actor, principal, item, values }: Creation): Promise<ImpactView> {
    return inTransaction(async (trx) => {
      await refuseForeignTeam(trx, principal, values.teamId)
      const view = new ImpactView().fill({ version: 0, ciId: item.id })
      view.ownerUserId = principal.userId
      return write(trx, actor, view, item.organisationId, values)
    })
  },

  /** Throws StaleRecord, ReferenceNotFound. */
  async update({ actor, principal, view, seenVersion, values }: Edit): Promise<ImpactView> {
    return inTransaction(async (trx) => {
      const locked = await lock(trx, view, seenVersion)
      if (values.teamId !== locked.teamId) await refuseForeignTeam(trx, principal, values.teamId)
      return write(trx, actor, locked, locked.item.organisationId, values)
    })
  },

  /** Throws StaleRecord. */
  async remove({ actor, view, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const locked = await lock(trx, view, seenVersion)
      await locked.delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: SUBJECT, subjectId: locked.id, action: 'impact_view.deleted' },
        organisationId: locked.item.organisationId,
        changes: [{ field: 'name', before: locked.name, after: null }],
      })
    })
  },
}

async function lock(trx: TransactionClientContract, { id }: ImpactView, seenVersion: number) {
  const view = await ImpactView.query({ client: trx })
    .where({ id })
    .preload('item')
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, SUBJECT, view, seenVersion)
  return view
}

async function write(
  trx: TransactionClientContract,
  actor: Actor,
  view: ImpactView,
  organisationId: number,
  { positions, knownNodes, ...values }: ImpactViewValues
) {
  const isNew = !view.$isPersisted
  // Places are many and mean nothing to a reader of the history: it says that they changed.
  const changes = [
    ...pendingChanges(view.merge(values)),
    ...arrangement(view, { positions, knownNodes }),
  ].filter(({ before, after }) => before !== after)
  if (changes.length === 0) return view
  view.merge({ positions, knownNodes, version: view.version + 1 })
  await view.useTransaction(trx).save()
  await recordAudit(trx, {
    ...{ actor, subjectType: SUBJECT, subjectId: view.id, subjectVersion: view.version },
    action: isNew ? 'impact_view.created' : 'impact_view.changed',
    ...{ organisationId, changes },
  })
  return view
}

function arrangement(
  view: ImpactView,
  { positions, knownNodes }: Pick<ImpactViewValues, 'positions' | 'knownNodes'>
): FieldChange[] {
  const before = JSON.stringify([view.positions, view.knownNodes])
  if (!view.$isPersisted || before === JSON.stringify([positions, knownNodes])) return []
  return [{ field: 'positions', before: null, after: Object.keys(positions).length }]
}

async function refuseForeignTeam(
  trx: TransactionClientContract,
  { personId }: Principal,
  teamId: number | null
) {
  if (teamId === null) return
  const own = await trx.from('team_members').where({ person_id: personId, team_id: teamId }).first()
  if (!own) throw new ReferenceNotFound('teamId')
}
