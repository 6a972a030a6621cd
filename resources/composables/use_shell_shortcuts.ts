import { usePageKeys } from '~/composables/use_page_keys'
import { usePalette } from '~/composables/use_palette'
import { useShortcutHelp } from '~/composables/use_shortcut_help'
import type { SharedProps } from '~/types'
import { router, usePage } from '@inertiajs/vue3'
import { computed } from 'vue'

/**
 * Keys that work on every page. Matched by position, so that they work under a Russian layout too;
 * single letters can be switched off (WCAG 2.1.4).
 */
export function useShellShortcuts() {
  const page = usePage<SharedProps>()
  const palette = usePalette()
  const help = useShortcutHelp()

  const shortcuts = computed(() => {
    const always = { meta_k: { usingInput: true, handler: () => (palette.isOpen.value = true) } }
    const visitor = page.props.visitor
    if (!visitor?.singleKeyShortcuts) return always
    const areas = page.props.navigation
      .filter(({ shortcut }) => shortcut !== null)
      .map(({ shortcut, href }) => [`g-${shortcut}`, () => router.visit(href)])
    return {
      ...always,
      ...(visitor.canCreateTickets ? { c: () => router.visit('/incidents/new') } : {}),
      ...Object.fromEntries(areas),
    }
  })
  defineShortcuts(shortcuts, { layoutIndependent: true })
  usePageKeys(() => ({ '?': () => (help.isOpen.value = true) }))
}
