import { useMediaQuery } from '@vueuse/core'
import { watchEffect, type Ref } from 'vue'

/** Puts the chosen theme on the document; "system" follows the machine. */
export function useTheme(theme: Ref<string | undefined>) {
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)')
  watchEffect(() => {
    const isDark =
      theme.value === 'dark' || ((theme.value ?? 'system') === 'system' && prefersDark.value)
    document.documentElement.classList.toggle('dark', isDark)
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  })
}
