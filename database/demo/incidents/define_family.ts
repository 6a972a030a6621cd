import type { TeamCode } from '#database/demo/directory/teams'
import type { ResolutionCode } from '#tickets/workflow/codes'

export type Level = 1 | 2 | 3
export type WorkTypeCode =
  'remote_support' | 'on_site' | 'diagnostics' | 'configuration' | 'consulting'

/**
 * One trouble from the first words to the last. Texts may name {ci}, {site}, {room}, {time}, {doc}
 * and {count}, which is 2 to 4.
 */
export type Case = {
  title: string
  text: string
  ask: string
  answer: string
  note: string
  fixes: [ResolutionCode, string][]
}

/** Troubles that happen to the same things and go to the same people. */
export type Family = {
  locale: 'ru' | 'en'
  service: string
  category: string
  weight: number
  /** Classes of the client's own items it happens to; without a fitting one `shared` is taken. */
  classes?: string[]
  /** Items by name, the client's own before those that all clients lean on. */
  shared?: string[]
  /** Only these clients have such trouble. */
  clients?: string[]
  /** Monitoring reports it, not a person. */
  isMonitored?: true
  /** Who solves what the first line cannot. */
  team: TeamCode
  /** How often the first line solves it alone. */
  firstLine: number
  impact: Level[]
  urgency: Level[]
  work: WorkTypeCode
  cases: Case[]
}

/** Puts the facts of one incident into a text. */
export function fill(text: string, facts: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')
}
