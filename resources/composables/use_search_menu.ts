import { computed, nextTick, type Ref } from 'vue'

/** The input a search menu exposes. */
type Menu = { inputRef?: HTMLInputElement } | null

/**
 * What every field with a searchable menu does the same way. `attributes`: a closed menu names no
 * active option, for the one it named last has left the page and a screen reader would look for it
 * in vain. `selectText`: what is typed replaces the choice instead of growing it. `keepFocus`: an
 * option chosen with the mouse has the focus and leaves the page with it; the keys of the form would
 * do nothing from then on.
 */
export function useSearchMenu(isOpen: Readonly<Ref<boolean>>, menu: Readonly<Ref<Menu>>) {
  const attributes = computed(() => (isOpen.value ? {} : { 'aria-activedescendant': undefined }))

  function selectText({ target }: FocusEvent) {
    if (target instanceof HTMLInputElement) target.select()
  }

  async function keepFocus() {
    await nextTick()
    menu.value?.inputRef?.focus()
  }

  return { attributes, selectText, keepFocus }
}
