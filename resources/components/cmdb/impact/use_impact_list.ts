import { impactAddress } from '~/components/cmdb/impact/impact_address'
import type { ImpactAsked, ImpactBadge, ImpactList } from '~/components/cmdb/impact/types'
import { ref, shallowRef, watch } from 'vue'

/** The whole answer as rows, fetched when it is first wanted and anew when the question changes. */
export function useImpactList(
  isWanted: () => boolean,
  number: () => string,
  asked: () => ImpactAsked
) {
  const list = shallowRef<ImpactList | null>(null)
  /** What other areas mark on items, by number; it may come later than the list. */
  const badges = shallowRef<Record<string, ImpactBadge[]>>({})
  const hasFailed = ref(false)
  let latest = 0

  async function load() {
    if (!isWanted()) return
    const ticket = ++latest
    hasFailed.value = false
    const response = await read('.json')
    if (ticket !== latest) return
    if (!response?.ok) return void (hasFailed.value = true)
    list.value = await response.json()
    const marks = await read('/badges.json')
    if (ticket === latest && marks?.ok) badges.value = await marks.json()
  }

  function read(form: '.json' | '/badges.json') {
    const headers = { Accept: 'application/json' }
    return fetch(impactAddress(number(), asked(), form), { headers }).catch(() => null)
  }

  watch([isWanted, number, asked], load, { immediate: true })
  return { list, badges, hasFailed, load }
}
