import type { Ticket } from '~/components/tickets/types'
import type { SharedProps } from '~/types'
import { router } from '@inertiajs/vue3'
import { ref, shallowRef } from 'vue'

type Fields = Record<string, string | number | null>

/** Changes single fields of a ticket, as small as the change itself. */
export function useTicketPatch(ticket: () => Ticket) {
  const errors = shallowRef<Partial<Record<string, string>>>({})
  const isSaving = ref(false)

  function save(fields: Fields, onDone?: () => void) {
    const { number, version } = ticket()
    router.patch(
      `/incidents/${number}`,
      { version, ...fields },
      {
        preserveScroll: true,
        onStart: () => (isSaving.value = true),
        onSuccess: ({ props }) => {
          errors.value = {}
          if (!(props as unknown as SharedProps).flash.error) onDone?.()
        },
        onError: (found) => (errors.value = found),
        onFinish: () => (isSaving.value = false),
      }
    )
  }

  return { errors, isSaving, save }
}
