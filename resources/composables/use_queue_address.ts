import { usePage } from '@inertiajs/vue3'
import { watchEffect } from 'vue'

const PLACE = 'opora:queue'
const FIRST = '/incidents'

/** Remembers, for this tab, with which view and filters the queue was left. */
export function rememberQueue() {
  const page = usePage()
  watchEffect(() => sessionStorage.setItem(PLACE, page.url))
}

/** Where "back to the list" leads. */
export function queueAddress(): string {
  return sessionStorage.getItem(PLACE) ?? FIRST
}
