import type { ClassTree } from '#cmdb/imports/class_tree'
import type { ItemDraft } from '#cmdb/imports/item_draft'
import type { FieldOrigin, SourceFacts } from '#cmdb/workflow/authority'
import type { FieldVerdict } from '#cmdb/workflow/reconcile_field'
import { reconcileValues, uniteValues } from '#cmdb/workflow/reconcile_values'
import { severalValues, type SeveralValues } from '#cmdb/workflow/several_values'
import { clock } from '#core/clock'
import { Refusal, type Plain } from '#core/errors'

type Told = {
  field: string
  current: Plain
  offered: Plain
  origin: FieldOrigin | undefined
  source: SourceFacts
  several: SeveralValues
}

/**
 * What a row that tells several values makes of those a known item has (domain §4.8); the row is
 * wrong when together they are more than the field may hold.
 */
export function uniteTold(
  draft: ItemDraft,
  { field, current, offered, origin, source, several }: Told
): { answer: FieldVerdict; value: Plain } {
  const { verdict, seen } = reconcileValues({
    ...{ field, origin, source, now: clock.now().toMillis() },
    current: several.read(current),
    offered: offered === null ? null : several.read(offered),
  })
  if (verdict.verdict === 'refuse') return { answer: verdict, value: offered }
  if (verdict.verdict === 'adopt') draft.seen[field] = seen
  if (verdict.verdict !== 'write') return { answer: verdict, value: current }
  try {
    const value = several.store(Object.keys(seen))
    draft.seen[field] = seen
    return { answer: verdict, value }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    draft.problems.push({ field, key: error.messageKey, params: error.params })
    return { answer: { verdict: 'ignore' }, value: current }
  }
}

type Named = { field: string; offered: Plain; source: SourceFacts; classes: ClassTree }

/** Of a new item its source alone names the values. */
export function noteValues(draft: ItemDraft, { field, offered, source, classes }: Named) {
  const several = draft.ciClass && severalValues(field, classes.attributesOf(draft.ciClass.id))
  if (!several) return
  const at = clock.now().toMillis()
  draft.seen[field] = uniteValues({}, { values: several.read(offered), source: source.code, at })
}
