import type { SharedProps } from '~/types'
import { usePage } from '@inertiajs/vue3'
import { useEventListener } from '@vueuse/core'

type Keys = Record<string, () => void>

const TYPING =
  'input, textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=combobox]'
const COVERING = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const PRESSABLE = 'a, button, summary, [role=button], [role=tab], [role=radio]'

/**
 * Keys of a page: `r`, `shift+a`, `[`, `?`, `enter`, `escape`. Letters and brackets go by their place
 * on the keyboard, so that they work under a Russian layout. Silent while the person types or a
 * dialog is open; all but Escape can be switched off (WCAG 2.1.4).
 */
export function usePageKeys(keys: () => Keys) {
  const page = usePage<SharedProps>()

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const isTaken =
      event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    if (isTaken || isBusy(event)) return
    const name = nameOf(event)
    if (name !== 'escape' && !page.props.visitor?.singleKeyShortcuts) return
    const handler = keys()[name]
    if (!handler) return
    event.preventDefault()
    handler()
  })
}

function isBusy({ target, code }: KeyboardEvent): boolean {
  const isOn = (selector: string) => target instanceof Element && target.closest(selector) !== null
  if (isOn(TYPING) || document.querySelector(COVERING) !== null) return true
  return code === 'Enter' && isOn(PRESSABLE)
}

const BY_PLACE: Record<string, string> = { BracketLeft: '[', BracketRight: ']', Slash: '/' }

function nameOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (key === '?' || (code === 'Slash' && shiftKey)) return '?'
  const place =
    BY_PLACE[code] ?? (/^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key.toLowerCase())
  return shiftKey ? `shift+${place}` : place
}
