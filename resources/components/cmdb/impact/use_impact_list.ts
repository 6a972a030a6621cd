import { impactAddress } from '~/components/cmdb/impact/impact_address'
import type { ImpactList, ImpactQuery } from '~/components/cmdb/impact/types'
import { ref, shallowRef, watch } from 'vue'

/** The whole answer as rows, fetched when it is first wanted and anew when the question changes. */
export function useImpactList(
  isWanted: () => boolean,
  number: () => string,
  query: () => ImpactQuery
) {
  const list = shallowRef<ImpactList | null>(null)
  const hasFailed = ref(false)
  let latest = 0

  async function load() {
    if (!isWanted()) return
    const ticket = ++latest
    hasFailed.value = false
    const headers = { Accept: 'application/json' }
    const response = await fetch(impactAddress(number(), query(), '.json'), { headers }).catch(
      () => null
    )
    if (ticket !== latest) return
    if (!response?.ok) return void (hasFailed.value = true)
    list.value = await response.json()
  }

  watch([isWanted, number, query], load, { immediate: true })
  return { list, hasFailed, load }
}
