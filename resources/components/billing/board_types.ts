import type { PeriodState } from '~/components/billing/types'

export type AlertLevel = 'none' | 'near' | 'over'

/** A contract in force with how its present period goes. */
export type BoardRow = {
  number: string
  name: string
  client: string
  clientCode: string
  currency: string
  endsOn: string | null
  month: string
  netMinor: number | null
  forecastMinor: number | null
  marginMinor: number | null
  usages: {
    kind: string
    name: { ru: string; en: string } | null
    used: number
    of: number
    level: AlertLevel
  }[]
  caps: { kind: 'money' | 'minutes'; used: number; of: number; level: AlertLevel }[]
  toClose: { month: string; state: PeriodState; hindered: number } | null
  unapproved: number
}
