import type { TimelineFilter } from '~/components/tickets/types'
import type { TicketActs } from '~/components/tickets/use_ticket_acts'
import { usePageKeys } from '~/composables/use_page_keys'
import { queueAddress } from '~/composables/use_queue_address'
import { router } from '@inertiajs/vue3'
import { useLocalStorage, useMediaQuery } from '@vueuse/core'
import { computed, nextTick, onMounted, ref, watch, type Ref } from 'vue'

type Start = {
  acts: TicketActs
  scroller: Ref<HTMLElement | null>
  latest: () => string | undefined
  write: (mode: 'public' | 'internal') => void
  openMenu: () => void
  logTime: () => void
}

const NEAR_END = 120

/** Panels, tabs, scrolling and keys of the agent's ticket page. */
export function useDesk({ acts, scroller, latest, write, openMenu, logTime }: Start) {
  const tab = ref<'fields' | 'talk' | 'context'>('talk')
  const filter = useLocalStorage<TimelineFilter>('opora:timeline', 'all')
  const isWide = useMediaQuery('(min-width: 1280px)')
  const panels = useLocalStorage('opora:panels', { fields: true, context: true })

  // A folded panel is folded only where the panels stand side by side.
  const hasFields = computed(() => !isWide.value || panels.value.fields)
  const hasContext = computed(() => !isWide.value || panels.value.context)
  const columns = computed(() =>
    [
      hasFields.value && 'clamp(14rem, 16vw, 17.5rem)',
      'minmax(0, 1fr)',
      hasContext.value && 'clamp(17.25rem, 19vw, 20rem)',
    ]
      .filter(Boolean)
      .join(' ')
  )
  const toggleFields = () => (panels.value = { ...panels.value, fields: !panels.value.fields })
  const toggleContext = () => (panels.value = { ...panels.value, context: !panels.value.context })

  async function scrollDown() {
    await nextTick()
    const box = scroller.value
    box?.scrollTo({ top: box.scrollHeight })
  }
  onMounted(() => void scrollDown())
  watch(latest, () => {
    const box = scroller.value
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END) void scrollDown()
  })

  async function writeIn(mode: 'public' | 'internal') {
    tab.value = 'talk'
    await nextTick()
    write(mode)
  }

  async function showTime() {
    tab.value = 'context'
    panels.value = { ...panels.value, context: true }
    await nextTick()
    logTime()
  }

  const back = () => router.visit(queueAddress())
  usePageKeys(() => ({
    'r': () => void writeIn('public'),
    'n': () => void writeIn('internal'),
    'a': () => acts.begin('assign'),
    'shift+a': () => acts.begin('take'),
    's': openMenu,
    't': () => void showTime(),
    'u': back,
    'escape': back,
    '[': toggleFields,
    ']': toggleContext,
  }))

  return { tab, filter, columns, hasFields, hasContext, toggleFields, toggleContext, scrollDown }
}
