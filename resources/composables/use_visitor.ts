import type { SharedProps } from '~/types'
import { usePage } from '@inertiajs/vue3'
import { computed } from 'vue'

/** The signed-in person; only for pages behind the sign-in wall. */
export function useVisitor() {
  const page = usePage<SharedProps>()
  return computed(() => page.props.visitor!)
}
