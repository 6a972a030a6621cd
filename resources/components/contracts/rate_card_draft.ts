import type { Amount } from '~/components/contracts/rule_fields'
import type { Data } from '@generated/data'

export type WorkChoice = { id: number; code: string; labelRu: string; labelEn: string }
export type RateDraft = {
  id: number | null
  workTypeId: number | null
  workRoleId: number | null
  validFrom: string
  validTo: string | null
  ratePerHourMinor: Amount
}
export type WindowDraft = {
  band: string
  multiplier: string
  days: string
  from: string
  to: string
  validFrom: string
  validTo: string | null
  /** It was there when the page was opened. */
  isStored: boolean
}
type Card = Data.Contracts.RateCard.Variants['forPage']

export function clockText(minute: number): string {
  const [h, m] = [Math.floor(minute / 60), minute % 60]
  return `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`
}

/** Minutes since midnight; text that is no time stays, and the server says so. */
export function minuteOf(text: string): number | string {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(text.trim())
  return match ? Number(match[1]) * 60 + Number(match[2]) : text || '?'
}

export function windowDrafts({ windows }: Card): WindowDraft[] {
  return windows.map(({ fromMinute, toMinute, ...window }) => ({
    ...{ ...window, from: clockText(fromMinute), to: clockText(toMinute), isStored: true },
  }))
}

export function sentWindow({ from, to, isStored: _, ...window }: WindowDraft) {
  return { ...window, fromMinute: minuteOf(from), toMinute: minuteOf(to) }
}
