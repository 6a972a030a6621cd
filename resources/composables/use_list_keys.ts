import { usePageKeys } from '~/composables/use_page_keys'
import { ref, watch, type Ref } from 'vue'

/** Walking a list by keyboard: j and k or the arrows move, Enter and o open the row. */
export function useListKeys(count: Ref<number>, open: (index: number) => void) {
  const focused = ref(-1)
  watch(count, () => (focused.value = -1))

  function move(step: number) {
    focused.value = Math.min(Math.max(focused.value + step, 0), count.value - 1)
    document.querySelector(`[data-row="${focused.value}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const openFocused = () => focused.value >= 0 && open(focused.value)
  const [next, previous] = [() => move(1), () => move(-1)]

  usePageKeys(() => ({
    j: next,
    k: previous,
    arrowdown: next,
    arrowup: previous,
    // Until a row is chosen, Enter belongs to whatever has the focus.
    ...(focused.value >= 0 ? { o: openFocused, enter: openFocused } : {}),
  }))
  return { focused }
}
