import { parseMinutes } from '~/components/tickets/parse_minutes'
import type { WorkType } from '~/components/tickets/types'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { computed, reactive, ref } from 'vue'

/** A piece of work as it is typed. */
export type TypedWork = {
  workDate: string
  /** `HH:MM` by one's own clock; empty when it does not matter. */
  startTime: string
  time: string
  workTypeId: number | undefined
  isBillable: boolean
  nonBillableReason: string
  publicNote: string
  internalNote: string
}

/** The fields of a piece of work, and what is sent of them once the time can be read. */
export function useWork(workTypes: () => WorkType[]) {
  const { t } = useLanguage()
  const { zone } = useFormat()
  const isTried = ref(false)
  const empty = (): TypedWork => ({
    workDate: new Intl.DateTimeFormat('sv-SE', { timeZone: zone() }).format(new Date()),
    ...{ startTime: '', time: '' },
    workTypeId: workTypes()[0]?.id,
    isBillable: workTypes()[0]?.isBillableByDefault ?? true,
    ...{ nonBillableReason: '', publicNote: '', internalNote: '' },
  })
  const work = reactive(empty())
  const minutes = computed(() => parseMinutes(work.time))
  const unreadable = computed(() =>
    isTried.value && minutes.value === null ? t('incidents.time.unreadable') : undefined
  )

  /** Null while the time cannot be read; from then on the field says so. */
  function sent() {
    isTried.value = true
    if (minutes.value === null) return null
    const { workDate, startTime, workTypeId, isBillable, nonBillableReason } = work
    return {
      ...{
        workDate,
        startTime: startTime || null,
        minutes: minutes.value,
        workTypeId: workTypeId ?? null,
        isBillable,
      },
      nonBillableReason: isBillable ? null : nonBillableReason || null,
      publicNote: work.publicNote || null,
      internalNote: work.internalNote || null,
    }
  }

  function fill(values: Partial<TypedWork>) {
    isTried.value = false
    Object.assign(work, values)
  }

  return { work, minutes, unreadable, sent, fill, empty }
}
