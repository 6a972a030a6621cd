import { postJson, type FieldErrors } from '~/components/calendars/ask_server'
import type { CalendarContent, DraftReport } from '~/components/calendars/types'
import { durationMinutes } from '~/components/calendars/weekdays'
import { watchDebounced } from '@vueuse/core'
import { ref, shallowRef } from 'vue'

type Asked = { year: number; opened: string; time: string }

/** Asks the engine again whenever the draft changes; the last answer stays while one is wrong. */
export function useCalendarDraft(
  calendar: string | null,
  content: () => CalendarContent,
  asked: () => Asked
) {
  const report = shallowRef<DraftReport | null>(null)
  const errors = ref<FieldErrors>({})
  let latest = 0

  async function load() {
    const turn = ++latest
    const { year, opened, time } = asked()
    const body = { ...content(), calendar, year, opened, minutes: durationMinutes(time) }
    const answer = await postJson<DraftReport>('/calendar-drafts', body)
    if (turn !== latest) return
    if (answer.data) report.value = answer.data
    errors.value = answer.errors ?? {}
  }

  watchDebounced([content, asked], () => void load(), {
    debounce: 300,
    deep: true,
    immediate: true,
  })

  return { report, errors }
}
