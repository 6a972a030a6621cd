import { router } from '@inertiajs/vue3'
import { nextTick, onScopeDispose } from 'vue'

/**
 * Moves the focus to the heading of a page that was just opened, so that the keyboard and screen
 * readers go on from there. Staying on a page, as with filters and commands, moves nothing.
 */
export function useVisitFocus() {
  let shown = window.location.pathname

  const stop = router.on('navigate', ({ detail: { page } }) => {
    const path = page.url.split('?')[0]!
    if (path === shown) return
    shown = path
    void nextTick(focusHeading)
  })
  onScopeDispose(stop)
}

function focusHeading() {
  const content = document.querySelector('#content')
  // A field that asked for the focus keeps it.
  if (content?.contains(document.activeElement) && document.activeElement !== content) return
  const heading = content?.querySelector('h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
