import type { CiStatus } from '#cmdb/models/ci_types'
import type { ItemDependants } from '#cmdb/queries/item_dependants'
import type { StepRefusal } from '#cmdb/workflow/item_lifecycle'
import { inLanguage } from '#core/in_language'
import type { MessageParams } from '#core/say'
import type { Principal } from '#directory/queries/principal'

export const NO_DEPENDANTS: ItemDependants = { items: [], services: [] }
/** So many of what holds an item are named; the others are counted. */
const NAMED = 3

type Refused = { refusal: StepRefusal; to: CiStatus; needed: ItemDependants }

/** A refusal of the lifecycle in words: which guard it was, and what is possible instead. */
export function stepMessage(
  { refusal, to, needed }: Refused,
  principal: Principal | null
): { key: string; params: MessageParams } {
  const key = `ci_lifecycle.refusals.${refusal.guard}`
  switch (refusal.guard) {
    case 'foreign':
    case 'table':
    case 'terminal':
      return { key, params: { to: words([to]), ...allowed(refusal.allowed) } }
    case 'holders':
      return {
        key,
        params: { missing: { words: refusal.missing.map((field) => `fields.${field}`) } },
      }
    case 'dependants': {
      const seen = needed.items.filter((item) => !principal || principal.canOn('cis.view', item))
      const named = seen.slice(0, NAMED).map(({ number, name }) => `${number} ${name}`)
      const more = needed.items.length - named.length
      if (named.length === 0) return { key: `${key}_hidden`, params: { more } }
      return { key, params: { names: named.join(', '), more } }
    }
    case 'services': {
      const names = needed.services.map(({ code, nameRu, nameEn }) =>
        principal ? `${code} ${inLanguage(principal.locale, nameRu, nameEn)}` : code
      )
      return { key, params: { names: names.join(', ') } }
    }
    case 'evidence':
      return { key, params: {} }
  }
}

function words(statuses: readonly CiStatus[]) {
  return { words: statuses.map((status) => `cmdb.status.${status}`) }
}

function allowed(statuses: readonly CiStatus[]): MessageParams {
  return { allowed: words(statuses), count: statuses.length }
}
