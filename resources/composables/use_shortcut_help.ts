import { ref } from 'vue'

const isOpen = ref(false)

export function useShortcutHelp() {
  return { isOpen }
}
