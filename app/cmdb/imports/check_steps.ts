import { lockItems } from '#cmdb/actions/lock_items'
import type { ClassTree } from '#cmdb/imports/class_tree'
import { isLost, type ItemDraft } from '#cmdb/imports/item_draft'
import { currentOf, type KnownItem } from '#cmdb/imports/known_items'
import type { CiStatus } from '#cmdb/models/ci_types'
import { itemDependants } from '#cmdb/queries/item_dependants'
import { NO_DEPENDANTS, stepMessage } from '#cmdb/queries/step_message'
import { FILE_SOURCE, type SourceFacts } from '#cmdb/workflow/authority'
import { refusalOf } from '#cmdb/workflow/item_lifecycle'
import type { Plain } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Checking = { classes: ClassTree; source: SourceFacts }

/**
 * Statuses that the lifecycle does not lead to (domain §4.6). A row of a file is refused with the
 * guard that refused it; a source keeps telling what it sees, so that its other values are taken and
 * the status stays as a refused write.
 */
export async function checkSteps(drafts: readonly ItemDraft[], checking: Checking) {
  const stepping = drafts.filter((draft) => draft.writes.status !== undefined && !isLost(draft))
  const retiring = stepping.filter(({ item, writes }) => item && writes.status === 'retired')
  const needed = await itemDependants(retiring.flatMap(({ item }) => item?.id ?? []))
  for (const draft of stepping) {
    checkStep(draft, (draft.item && needed.get(draft.item.id)) ?? NO_DEPENDANTS, checking)
  }
}

function checkStep(draft: ItemDraft, needed: typeof NO_DEPENDANTS, { classes, source }: Checking) {
  const { item, writes } = draft
  const lifecycle = classes.lifecycleOf(item?.classId ?? draft.ciClass!.id)
  const to = writes.status as CiStatus
  // What a file adds is there already: only a status its class does not know is wrong.
  const from = item ? (currentOf(item, 'status') as CiStatus) : null
  const refusal = refusalOf(
    { lifecycle, from, to },
    {
      ...{ supportTeamId: heldOf(draft, 'supportTeamId'), siteId: heldOf(draft, 'siteId') },
      ...{ dependants: needed.items.length, services: needed.services.length, evidence: null },
    }
  )
  if (!refusal || (from === null && refusal.guard !== 'foreign')) return
  if (item && source.code !== FILE_SOURCE.code) return keepStatus(draft, item)
  const { key, params } = stepMessage({ refusal, to, needed }, null)
  draft.problems.push({ field: 'status', key, params })
}

function heldOf({ item, writes }: ItemDraft, field: 'supportTeamId' | 'siteId'): number | null {
  const told = writes[field]
  return (told === undefined && item ? currentOf(item, field) : (told ?? null)) as number | null
}

function keepStatus(draft: ItemDraft, item: KnownItem) {
  const kept = currentOf(item, 'status')
  const offered = draft.writes.status as Plain
  delete draft.writes.status
  draft.cells.status = { after: kept, keptBy: 'lifecycle' }
  draft.refused.push({ field: 'status', kept, offered, keptSource: null, reason: 'lifecycle' })
}

/** Rows that retire what something was related to since the preview; the items are locked. */
export async function neededMeanwhile(
  trx: TransactionClientContract,
  drafts: readonly ItemDraft[]
): Promise<Set<ItemDraft>> {
  const retiring = drafts.filter(({ item, writes }) => item && writes.status === 'retired')
  if (retiring.length === 0) return new Set()
  const ids = retiring.map(({ item }) => item!.id)
  await lockItems(trx, ids)
  const needed = await itemDependants(ids, trx, { asOfNow: true })
  return new Set(retiring.filter(({ item }) => (needed.get(item!.id)?.items.length ?? 0) > 0))
}
