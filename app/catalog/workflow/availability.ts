import type { OutageEffect, OutageKind } from '#catalog/models/outage_types'
import { mergeIntervals, type Interval } from '#core/intervals'
import { exact } from '#core/money'

/** The hours a service is promised in; working time of the calendars domain fits. */
export type ServiceTime = {
  elapsed(start: number, at: number, pauses: readonly Pause[]): number
}
type Pause = { readonly from: number; readonly to: number }

/** An outage as it is stored; instants are epoch milliseconds, `to` is null while it goes on. */
export type OutageFacts = {
  kind: OutageKind
  effect: OutageEffect
  from: number
  to: number | null
  /** Of planned maintenance: when it was announced and until when it was to last. */
  announced: { at: number; until: number } | null
}

/** Whole minutes of the agreed hours in a period (domain §8, SLM-10). */
export type Availability = {
  /** All agreed minutes. */
  agreedMinutes: number
  /** Of them announced maintenance in which the service stood still. */
  maintenanceMinutes: number
  /** What is left: the whole of which availability is a share. */
  serviceMinutes: number
  downMinutes: number
  /** Worked, but badly; no downtime. */
  degradedMinutes: number
  /** Interruptions that took agreed time; overlapping ones are one. */
  failures: number
}

export const NOTHING_MEASURED: Availability = {
  ...{ agreedMinutes: 0, maintenanceMinutes: 0, serviceMinutes: 0 },
  ...{ downMinutes: 0, degradedMinutes: 0, failures: 0 },
}

/**
 * How available a service was in [from, to), as far as the period is over by `now`. Maintenance
 * announced before it began is taken out of both the agreed time and the downtime; announced late,
 * or beyond the announced end, it is downtime like any other. What takes no agreed time is none.
 */
export function availabilityOf(
  time: ServiceTime,
  { from, to }: { from: number; to: number },
  outages: readonly OutageFacts[],
  now: number
): Availability {
  const end = Math.min(to, now)
  if (end <= from) return NOTHING_MEASURED
  const parts = outages.flatMap((outage) => partsOf(outage, now))
  const of = (...roles: Role[]) =>
    parts.filter(({ role }) => roles.includes(role)).map(({ span: [a, b] }) => ({ from: a, to: b }))
  const maintenance = of('maintenance')
  const agreedMinutes = time.elapsed(from, end, [])
  const serviceMinutes = time.elapsed(from, end, maintenance)
  const upMinutes = time.elapsed(from, end, of('maintenance', 'down'))
  const wellMinutes = time.elapsed(from, end, of('maintenance', 'down', 'degraded'))
  const interruptions = mergeIntervals(
    parts.filter(({ role }) => role === 'down').map(({ span }) => span)
  )
  return {
    agreedMinutes,
    maintenanceMinutes: agreedMinutes - serviceMinutes,
    serviceMinutes,
    downMinutes: serviceMinutes - upMinutes,
    degradedMinutes: upMinutes - wellMinutes,
    failures: interruptions.filter(
      ([start, stop]) => time.elapsed(Math.max(start, from), Math.min(stop, end), maintenance) > 0
    ).length,
  }
}

/** Late: not announced before it began. */
export function isLate({ kind, from, announced }: OutageFacts): boolean {
  return kind === 'planned' && (announced === null || announced.at > from)
}

type Role = 'maintenance' | 'down' | 'degraded'

function partsOf(outage: OutageFacts, now: number): { role: Role; span: Interval }[] {
  const { kind, effect, from, to, announced } = outage
  const end = to ?? now
  if (kind === 'unplanned' || isLate(outage)) return [{ role: effect, span: [from, end] }]
  // Maintenance that does not stop the service takes nothing out of the time it is promised for.
  const within = Math.min(end, Math.max(from, announced!.until))
  return [
    { role: effect === 'down' ? 'maintenance' : 'degraded', span: [from, within] },
    { role: effect, span: [within, end] },
  ]
}

/** What service managers ask of a period; minutes, null where there is nothing to count. */
export type AvailabilityFigures = {
  /** Percent as a decimal text; never rounded up to a target that was missed, nor to 100. */
  percent: string | null
  isMet: boolean | null
  /** Mean time to restore the service, between failures, and from failure to failure (§8). */
  mtrsMinutes: number | null
  mtbfMinutes: number | null
  mtbsiMinutes: number | null
}

/** `target` is a percent as a decimal text. */
export function figuresOf(measured: Availability, target: string | null): AvailabilityFigures {
  const { serviceMinutes, downMinutes, failures } = measured
  const perFailure = (minutes: number) =>
    failures === 0 ? null : exact(minutes).div(failures).toDecimalPlaces(0).toNumber()
  return {
    percent: percentOfTime(measured, target),
    isMet: target === null || serviceMinutes === 0 ? null : meets(measured, target),
    mtrsMinutes: perFailure(downMinutes),
    mtbfMinutes: perFailure(serviceMinutes - downMinutes),
    mtbsiMinutes: perFailure(serviceMinutes),
  }
}

const DIGITS = 2

/** To two decimals, or as many as the target has. */
function percentOfTime(measured: Availability, target: string | null): string | null {
  const { serviceMinutes, downMinutes } = measured
  if (serviceMinutes === 0) return null
  const share = exact(serviceMinutes - downMinutes)
    .times(100)
    .div(serviceMinutes)
  const digits = Math.max(DIGITS, decimalsOf(target))
  const rounded = share.toDecimalPlaces(digits)
  const flatters =
    (downMinutes > 0 && rounded.equals(100)) ||
    (target !== null && !meets(measured, target) && rounded.greaterThanOrEqualTo(target))
  return (flatters ? share.toDecimalPlaces(digits, FLOOR) : rounded).toFixed(digits)
}

/** decimal.js's ROUND_FLOOR. */
const FLOOR = 3

function decimalsOf(target: string | null): number {
  return target?.split('.')[1]?.length ?? 0
}

/** Exact, before any rounding. */
function meets({ serviceMinutes, downMinutes }: Availability, target: string): boolean {
  const kept = exact(serviceMinutes - downMinutes).times(100)
  return kept.greaterThanOrEqualTo(exact(target).times(serviceMinutes))
}
