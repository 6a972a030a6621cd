import { computed, ref, watch } from 'vue'

/** Which rows of a list are chosen to be edited together; only those one may edit can be. */
export function useChosenRows(rows: () => readonly { id: number; canEdit: boolean }[]) {
  const chosen = ref<number[]>([])
  const editable = computed(() => rows().flatMap(({ id, canEdit }) => (canEdit ? [id] : [])))
  const areAllChosen = computed(
    () => editable.value.length > 0 && chosen.value.length === editable.value.length
  )
  // Rows that are not shown any more are not chosen: nobody would see which they are.
  watch(rows, (shown) => {
    chosen.value = chosen.value.filter((id) => shown.some((row) => row.id === id))
  })

  function choose(id: number, isChosen: boolean) {
    const others = chosen.value.filter((each) => each !== id)
    chosen.value = isChosen ? [...others, id] : others
  }
  function chooseAll(all: boolean) {
    chosen.value = all ? [...editable.value] : []
  }

  return { chosen, editable, areAllChosen, choose, chooseAll }
}
