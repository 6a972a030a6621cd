import { router } from '@inertiajs/vue3'
import { ref } from 'vue'

type Value = string | number | undefined | null
type Query = Record<string, Value>

const isLoading = ref(false)

/**
 * The address is the state of a list: filters, order and page live in the query string, so that a
 * colleague who opens it sees the same rows. Changing a filter begins on the first page.
 */
export function useListQuery() {
  function current(): Query {
    return Object.fromEntries(new URLSearchParams(window.location.search))
  }

  function visit(changes: Query) {
    const query = { ...current(), ...changes }
    const kept = Object.entries(query).filter(
      ([, value]) => value !== undefined && value !== null && value !== ''
    )
    router.get(window.location.pathname, Object.fromEntries(kept) as Record<string, string>, {
      preserveState: true,
      replace: true,
      onStart: () => (isLoading.value = true),
      onFinish: () => (isLoading.value = false),
    })
  }

  const filterBy = (changes: Query) => visit({ ...changes, page: undefined })
  const sortBy = (sort: string) => visit({ sort, page: undefined })
  const goTo = (page: number) => visit({ page: page === 1 ? undefined : page })
  function reset(keep: string[] = []) {
    const kept = Object.entries(current()).filter(([key]) => keep.includes(key))
    const query = Object.fromEntries(kept) as Record<string, string>
    router.get(window.location.pathname, query, { preserveState: true, replace: true })
  }

  return { filterBy, sortBy, goTo, reset, isLoading }
}
