import { router } from '@inertiajs/vue3'
import { useEventListener } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'

/** Asks before a page with unsaved input is left; `leave` goes where the person was going. */
export function useLeaveGuard(isDirty: () => boolean) {
  const wanted = shallowRef<string | null>(null)
  let isAllowed = false

  const stop = router.on('before', ({ detail: { visit } }) => {
    const isElsewhere =
      visit.method === 'get' && !visit.prefetch && visit.url.pathname !== window.location.pathname
    if (isAllowed || !isElsewhere || !isDirty()) return
    wanted.value = visit.url.href
    return false
  })
  onScopeDispose(stop)
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (!isAllowed && isDirty()) event.preventDefault()
  })

  function leave() {
    isAllowed = true
    if (wanted.value) router.visit(wanted.value)
  }

  return { wanted, leave }
}
