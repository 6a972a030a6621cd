import type { CiStatus } from '#cmdb/models/ci_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { controlledItems } from '#cmdb/queries/controlled_items'
import { coversChange } from '#cmdb/queries/covering_changes'
import { itemDependants } from '#cmdb/queries/item_dependants'
import { NO_DEPENDANTS, stepMessage } from '#cmdb/queries/step_message'
import {
  isCorrectable,
  isTerminal,
  nextStatuses,
  refusalOf,
  statusesOf,
} from '#cmdb/workflow/item_lifecycle'
import { clock } from '#core/clock'
import { say } from '#core/say'
import type { Principal } from '#directory/queries/principal'
import type { I18n } from '@adonisjs/i18n'

export type ItemStep = {
  to: CiStatus
  /** By the lifecycle; a guard may stand in its way. */
  follows: boolean
  /** Why it is not possible now, in the reader's words. */
  refusal: string | null
  /** Off the table or against a guard: only the right to correct takes it, with a reason. */
  isCorrection: boolean
  asks: 'nothing' | 'reason' | 'evidence'
}
export type ItemSteps = {
  steps: ItemStep[]
  /** No change covers the item although one has to (CFG-15). */
  isUncovered: boolean
}

/**
 * The statuses an item may take on next and, for those with the right to correct, the others of its
 * class; each with what stands in its way. Empty for those who may not edit it. Its class is loaded.
 */
export async function itemSteps(
  item: ConfigurationItem,
  { principal, i18n }: { principal: Principal; i18n: I18n }
): Promise<ItemSteps> {
  const { lifecycle } = item.ciClass
  const from = item.status as CiStatus
  if (!new ConfigurationItemPolicy().edit(principal, item)) return { steps: [], isUncovered: false }
  const needed = (await itemDependants([item.id])).get(item.id) ?? NO_DEPENDANTS
  const isUncovered = await needsChange(item)
  const mayCorrect = principal.canOn('cis.override_lifecycle', item)
  const mayOverrideChange = principal.canOn('cis.override_change', item)
  const next = nextStatuses(lifecycle, from)
  const others = statusesOf(lifecycle).filter((to) => to !== from && !next.includes(to))
  const offered = [...next, ...(mayCorrect && !isTerminal(from) ? others : [])]
  const steps = offered.map((to): ItemStep => {
    const facts = { supportTeamId: item.supportTeamId, siteId: item.siteId, evidence: 'asked' }
    const counts = { dependants: needed.items.length, services: needed.services.length }
    const refusal = refusalOf({ lifecycle, from, to }, { ...facts, ...counts })
    const message = refusal && stepMessage({ refusal, to, needed }, principal)
    const isBarred = isUncovered && !mayOverrideChange
    return {
      ...{ to, follows: next.includes(to) },
      refusal: isBarred
        ? i18n.t('cmdb.errors.change_controlled')
        : message && say(i18n, message.key, message.params),
      isCorrection: !isBarred && refusal !== null && isCorrectable(refusal) && mayCorrect,
      asks: to === 'disposed' ? 'evidence' : refusal || isUncovered ? 'reason' : 'nothing',
    }
  })
  return { steps, isUncovered }
}

async function needsChange({ id }: ConfigurationItem): Promise<boolean> {
  if (!(await controlledItems([id])).has(id)) return false
  const [covering] = await coversChange([{ itemId: id, at: clock.now() }])
  return !covering
}
