import { onScopeDispose, ref, shallowRef, watchEffect } from 'vue'

export type PaletteAction = {
  label: string
  icon?: string
  kbds?: string[]
  disabled?: boolean
  onSelect: () => void
}

const isOpen = ref(false)
const pageActions = shallowRef<PaletteAction[]>([])

/** The command palette; a page offers its own acts while it is shown. */
export function usePalette() {
  return { isOpen, pageActions }
}

/** The acts follow what they read: an act that became impossible leaves the palette. */
export function offerActions(actions: () => PaletteAction[]) {
  let offered: PaletteAction[] = []
  watchEffect(() => {
    offered = actions()
    pageActions.value = offered
  })
  // The next page offers its own before this one is gone.
  onScopeDispose(() => {
    if (pageActions.value === offered) pageActions.value = []
  })
}
