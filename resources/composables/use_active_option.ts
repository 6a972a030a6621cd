import { computed, type Ref } from 'vue'

/**
 * Attributes for a searchable menu: a closed one names no active option, for the one it named
 * last has left the page and a screen reader would look for it in vain.
 */
export function useActiveOption(isOpen: Readonly<Ref<boolean>>) {
  return computed(() => (isOpen.value ? {} : { 'aria-activedescendant': undefined }))
}
