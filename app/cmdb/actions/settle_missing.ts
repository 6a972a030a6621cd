import { recordFindings } from '#cmdb/actions/record_findings'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { lockItems } from '#cmdb/actions/lock_items'
import { changeItems } from '#cmdb/actions/write_items'
import type { CiStatus } from '#cmdb/models/ci_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type CiSource from '#cmdb/models/ci_source'
import { itemDependants } from '#cmdb/queries/item_dependants'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { NO_DEPENDANTS } from '#cmdb/queries/step_message'
import { refusalOf } from '#cmdb/workflow/item_lifecycle'
import type { Actor } from '#core/actor'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const CHUNK = 250

const RETIRED = 'retired' as const

type Missing = { id: number; name: string; organisationId: number }

/** How many items the source brought at any time, and which of them the run did not bring. */
export async function missingItems(source: CiSource, runId: number) {
  const sightings = () =>
    db.from('ci_sightings').where('ci_source_id', source.id).where('is_missing', false)
  const all = await sightings().count('* as total').first()
  const rows = await sightings()
    .where((query) => void query.whereNull('last_run_id').orWhereNot('last_run_id', runId))
    .join('configuration_items', 'configuration_items.id', 'ci_sightings.item_id')
    .orderBy('configuration_items.id')
    .select(
      'configuration_items.id',
      'configuration_items.name',
      'configuration_items.organisation_id'
    )
  const missing = rows.map((row): Missing => ({
    ...{ id: row.id, name: row.name, organisationId: row.organisation_id },
  }))
  return { missing, total: Number(all.total) }
}

/** Those that the lifecycle lets retire now; the others stay and are told like all that is missing. */
async function retirable(trx: TransactionClientContract, ids: number[]): Promise<number[]> {
  const items = await ConfigurationItem.query({ client: trx }).whereIn('id', ids).preload('ciClass')
  const needed = await itemDependants(ids, trx, { asOfNow: true })
  const isFree = (item: ConfigurationItem) => {
    const { items: dependants, services } = needed.get(item.id) ?? NO_DEPENDANTS
    const step = { lifecycle: item.ciClass.lifecycle, from: item.status as CiStatus, to: RETIRED }
    return !refusalOf(step, {
      ...{ supportTeamId: item.supportTeamId, siteId: item.siteId, evidence: null },
      ...{ dependants: dependants.length, services: services.length },
    })
  }
  return items.filter(isFree).map(({ id }) => id)
}

/** What the source's policy says happens to items it does not bring any more; a locked status stays. */
export async function settleMissing(source: CiSource, missing: readonly Missing[], actor: Actor) {
  if (source.missing === 'nothing') return
  for (const chunk of portions(missing, CHUNK)) {
    await inTransaction(async (trx) => {
      const ids = chunk.map(({ id }) => id)
      await trx
        .from('ci_sightings')
        .where('ci_source_id', source.id)
        .whereIn('item_id', ids)
        .update({ is_missing: true })
      if (source.missing === 'retire') {
        const origins = await itemOrigins(ids, trx)
        const free = ids.filter((id) => !origins.get(id)?.status?.isLocked)
        // Who relates to one of them now waits, and is refused afterwards.
        await lockItems(trx, free)
        const changes = (await retirable(trx, free)).map((itemId) => ({
          itemId,
          writes: { status: RETIRED },
        }))
        await changeItems(trx, changes, { actor, reason: source.name })
      }
      await recordFindings(
        trx,
        chunk.map(({ id, name, organisationId }) => ({
          ...{ kind: 'missing' as const, organisationId, itemId: id, sourceCode: source.code },
          ...{ field: null, label: name, details: {}, sameAs: [source.code, id] },
        }))
      )
      await raiseImpactVersion(trx)
    })
  }
}
