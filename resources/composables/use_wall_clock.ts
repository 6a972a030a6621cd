import { useFormat } from '~/composables/use_format'

/** Moments as forms take them: the reader's wall clock, `YYYY-MM-DDTHH:mm`. */
export function useWallClock() {
  const { zone } = useFormat()

  function wallClock(moment: Date | string): string {
    const options = { dateStyle: 'short', timeStyle: 'short', timeZone: zone() } as const
    return new Intl.DateTimeFormat('sv-SE', options).format(new Date(moment)).replace(' ', 'T')
  }

  return { wallClock, zone }
}
