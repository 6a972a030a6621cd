import { percentHundredths } from '#core/percent'

/** Judged promises; `hundredths` is percent × 100, null where nothing was judged (domain §8). */
export type Compliance = { met: number; breached: number; hundredths: number | null }

export function complianceOf(met: number, breached: number): Compliance {
  return { met, breached, hundredths: percentHundredths(met, met + breached) }
}
