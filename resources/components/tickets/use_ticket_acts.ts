import type { Action, ActionButton, Ticket } from '~/components/tickets/types'
import { router } from '@inertiajs/vue3'
import { computed, ref } from 'vue'

/** The resource behind each act: POST /incidents/:number/<name>. */
export const PATHS: Record<Action, string> = {
  assign: 'assignment',
  take: 'work',
  return_to_queue: 'queue-return',
  await_customer: 'customer-wait',
  await_vendor: 'vendor-wait',
  resume: 'resumption',
  resolve: 'resolution',
  close: 'closure',
  reopen: 'reopening',
  cancel: 'cancellation',
  merge: 'duplicates',
}

const NEXT_STEPS: readonly Action[] = ['take', 'resume', 'resolve', 'close']

type Start = {
  ticket: () => Ticket
  actions: () => readonly ActionButton[]
  isAgent: () => boolean
}

/** The acts on a ticket: which come next, which ask for more first, and how they are sent. */
export function useTicketActs({ ticket, actions, isAgent }: Start) {
  const opened = ref<Action | 'priority' | null>(null)
  const isRunning = ref(false)

  /** The natural next step of an agent is the first possible one of these. */
  const next = computed(() => NEXT_STEPS.find((action) => isPossible(action)) ?? null)

  function find(action: Action) {
    return actions().find((each) => each.action === action)
  }

  function isPossible(action: Action) {
    return find(action)?.isPossible ?? false
  }

  /** Requesters confirm with one press; an agent who closes for them says why. */
  function isAtOnce(action: Action) {
    return action === 'take' || action === 'resume' || (action === 'close' && !isAgent())
  }

  function begin(action: Action) {
    if (!isPossible(action) || isRunning.value) return
    if (isAtOnce(action)) run(action)
    else opened.value = action
  }

  function run(action: Action) {
    const { number, version } = ticket()
    router.post(
      `/incidents/${number}/${PATHS[action]}`,
      { version },
      {
        preserveScroll: true,
        onStart: () => (isRunning.value = true),
        onFinish: () => (isRunning.value = false),
      }
    )
  }

  /** Overriding the priority is an edit rather than a step; it has a dialog all the same. */
  function overridePriority() {
    opened.value = 'priority'
  }

  return { opened, overridePriority, isRunning, next, find, isPossible, begin }
}

export type TicketActs = ReturnType<typeof useTicketActs>
