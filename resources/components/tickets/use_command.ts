import type { Ticket } from '~/components/tickets/types'
import type { SharedProps } from '~/types'
import { router } from '@inertiajs/vue3'
import { ref, shallowRef } from 'vue'

type Values = Record<string, string | number | boolean | null>

/**
 * Sends a command of a dialog with the version the person saw. A refusal comes back as a success
 * with a message, and a conflict as a dialog of its own: the input goes only when all is done.
 */
export function useCommand(ticket: () => Ticket) {
  const errors = shallowRef<Partial<Record<string, string>>>({})
  const isSending = ref(false)

  function send(path: string, values: Values, onDone: () => void) {
    if (isSending.value) return
    const { number, version } = ticket()
    router.post(
      `/incidents/${number}/${path}`,
      { ...values, version },
      {
        preserveScroll: true,
        onStart: () => (isSending.value = true),
        onSuccess: ({ props }) => {
          errors.value = {}
          if (!(props as unknown as SharedProps).flash.error) onDone()
        },
        onError: (found) => (errors.value = found),
        onFinish: () => (isSending.value = false),
      }
    )
  }

  return { errors, isSending, send }
}
