import { endRelations } from '#cmdb/actions/end_relations'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { relationEntries } from '#cmdb/actions/record_relation'
import { removeItems } from '#cmdb/actions/remove_items'
import { attributesNaming } from '#cmdb/actions/repoint_attribute_items'
import { lockItems, valueOf } from '#cmdb/actions/lock_items'
import { changeItems } from '#cmdb/actions/write_items'
import { writeOrigins } from '#cmdb/actions/write_origins'
import type { ItemUndo } from '#cmdb/imports/item_undo'
import { refusedReturns } from '#cmdb/imports/refused_returns'
import { itemsHungOn } from '#cmdb/queries/item_references'
import type { FieldOrigin } from '#cmdb/workflow/authority'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { Plain } from '#core/errors'
import type { RowProblem, UndoEntry, UndoneRow } from '#core/imports/import_types'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'

type Locked = Awaited<ReturnType<typeof lockItems>>
type Entry = { row: number; itemId: number; undo: ItemUndo }

const PER_QUERY = 200

/**
 * Takes rows of an import back: relations it added go, values it wrote become what they were unless
 * somebody changed them since, and items it added go unless they were changed since or something
 * hangs on them. An item whose former status asks for what does not hold any more stays as it is
 * (domain §4.6). What stays is told.
 */
export async function undoItemImport(
  trx: TransactionClientContract,
  actor: Actor,
  rows: UndoEntry[]
): Promise<UndoneRow[]> {
  const entries = rows.map(({ row, subjectId, undo }) => ({
    ...{ row, itemId: subjectId, undo: undo as unknown as ItemUndo },
  }))
  const items = await lockItems(
    trx,
    entries.map(({ itemId }) => itemId)
  )
  await takeRelations(trx, actor, entries)
  const added = await takeItems(trx, {
    actor,
    items,
    entries: entries.filter(({ undo }) => undo.isNew),
  })
  const changed = await restore(trx, {
    actor,
    items,
    entries: entries.filter(({ undo }) => !undo.isNew),
  })
  await raiseImpactVersion(trx)
  return [...added, ...changed]
}

type Work = { actor: Actor; items: Locked; entries: Entry[] }

async function takeItems(trx: TransactionClientContract, { actor, items, entries }: Work) {
  const there = entries.filter(({ itemId }) => items.has(itemId))
  const ids = there.map(({ itemId }) => itemId)
  const hung = await itemsHungOn(trx, ids)
  const related = await stillRelated(trx, ids)
  const named = await namedByOthers(trx, ids)
  const why = ({ itemId }: Entry): string | null => {
    if (hung.has(itemId) || named.has(itemId)) return 'in_use'
    if (related.has(itemId)) return 'still_related'
    return items.get(itemId)!.version > 1 ? 'changed_since' : null
  }
  const gone = there.filter((entry) => why(entry) === null)
  await removeItems(
    trx,
    gone.map(({ itemId }) => {
      const item = items.get(itemId)!
      const facts = { number: String(item.number), name: String(item.name) }
      const organisationId = Number(item.organisation_id)
      return { id: itemId, ...facts, organisationId, ciClassId: Number(item.ci_class_id) }
    }),
    { actor, action: 'removed' }
  )
  return entries.map((entry): UndoneRow => {
    const reason = items.has(entry.itemId) ? why(entry) : null
    const isGone = reason === null
    return {
      ...{ row: entry.row, outcome: isGone ? 'removed' : 'kept' },
      problems: isGone ? [] : [problem(null, reason)],
    }
  })
}

async function restore(trx: TransactionClientContract, { actor, items, entries }: Work) {
  const found = entries.map((entry) => {
    const item = items.get(entry.itemId)
    const back = entry.undo.fields.filter(
      ({ field, after }) => item && isDeepStrictEqual(valueOf(item, field), after)
    )
    const writes = Object.fromEntries(back.map(({ field, before }) => [field, before]))
    return { entry, item, back, writes }
  })
  const refused = await refusedReturns(
    trx,
    found.flatMap(({ item, writes }) => (item ? [{ item, writes }] : []))
  )
  const returning = found.filter(
    ({ entry }) => items.has(entry.itemId) && !refused.has(entry.itemId)
  )
  const changes = returning
    .filter(({ back }) => back.length > 0)
    .map(({ entry, writes }) => ({ itemId: entry.itemId, writes }))
  await changeItems(trx, changes, { actor, action: 'configuration_item.restored' })
  const origins = returning.map(({ entry, back }) => {
    const its = back.map(({ field, origin }): [string, FieldOrigin | null] => [field, origin])
    return [entry.itemId, Object.fromEntries(its)] as const
  })
  await writeOrigins(trx, new Map(origins))
  return found.map(({ entry, item, back }): UndoneRow => {
    const refusal = refused.get(entry.itemId)
    const lost = entry.undo.fields.filter((field) => !back.includes(field))
    const changed = lost.map(({ column }) => problem(column, 'changed_since'))
    const problems = item ? (refusal ? [refusal] : changed) : [problem(null, 'gone')]
    return { row: entry.row, outcome: problems.length > 0 ? 'kept' : 'restored', problems }
  })
}

function problem(field: string | null, reason: string): RowProblem {
  return { field, key: `ci_imports.undo.${reason}`, params: {} }
}

async function takeRelations(
  trx: TransactionClientContract,
  actor: Actor,
  entries: readonly Entry[]
) {
  const wanted = entries.flatMap(({ undo }) => undo.relations)
  const there: {
    id: number
    version: number
    organisation: Map<number, number>
    relation: (typeof wanted)[number]
  }[] = []
  for (const some of portions(wanted, PER_QUERY)) {
    const rows = await trx
      .from('ci_relations')
      .whereIn('source_id', [...new Set(some.map(({ sourceId }) => sourceId))])
      .select('id', 'version', 'relation_type_id', 'source_id', 'target_id')
    const ends = await lockedEnds(trx, some)
    for (const relation of some) {
      const row = rows.find(
        (each) =>
          each.relation_type_id === relation.typeId &&
          each.source_id === relation.sourceId &&
          each.target_id === relation.targetId
      )
      if (row) there.push({ id: row.id, version: row.version, organisation: ends, relation })
    }
  }
  await endRelations(
    trx,
    there.map(({ id }) => id)
  )
  const audits = there.flatMap(({ id, version, organisation, relation }) => {
    const { typeCode, sourceId, targetId } = relation
    const end = (itemId: number) => ({ id: itemId, organisationId: organisation.get(itemId)! })
    const facts = { id, version, typeCode, source: end(sourceId), target: end(targetId) }
    return relationEntries(facts, { actor, action: 'unrelated' })
  })
  await recordAudits(trx, audits)
}

async function lockedEnds(trx: TransactionClientContract, relations: ItemUndo['relations']) {
  const ids = [...new Set(relations.flatMap(({ sourceId, targetId }) => [sourceId, targetId]))]
  const rows = await trx
    .from('configuration_items')
    .whereIn('id', ids)
    .select('id', 'organisation_id')
  return new Map<number, number>(rows.map((row) => [row.id, row.organisation_id]))
}

/** Those that items which stay name by an attribute. */
async function namedByOthers(trx: TransactionClientContract, ids: readonly number[]) {
  const going = new Set(ids)
  const named = new Set<number>()
  for (const some of portions(ids, PER_QUERY)) {
    const rows = await attributesNaming(trx, some)
    for (const row of rows) if (!going.has(row.itemId)) named.add(row.named)
  }
  return named
}

async function stillRelated(trx: TransactionClientContract, ids: readonly number[]) {
  const found = new Set<Plain>()
  for (const some of portions(ids, PER_QUERY)) {
    const rows = await trx
      .from('ci_relations')
      .where((query) => void query.whereIn('source_id', some).orWhereIn('target_id', some))
      .select('source_id', 'target_id')
    for (const row of rows) found.add(row.source_id).add(row.target_id)
  }
  return found
}
