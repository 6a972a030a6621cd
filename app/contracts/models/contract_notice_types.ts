/** What account managers are told about a contract, once (§7.1). */
export const CONTRACT_NOTICES = ['limit_near', 'limit_reached', 'ending', 'notice_begins'] as const
export type ContractNoticeEvent = (typeof CONTRACT_NOTICES)[number]

/** Plain facts; the words are `contracts.notice.<event>`. */
export type ContractNotice = {
  event: ContractNoticeEvent
  /** A limit or the key of a rule; with the event and the date it is told once. */
  about: string
  /** An ISO date: the first day of the period, or the contract's last day. */
  ofDate: string
  params: Record<string, string | number | null>
  /** What the contract's history tells, by field. */
  told: Record<string, string>
  /** Told already with another one, and never by itself. */
  isSilent?: boolean
}

/** What the two sides of a period's review tell each other (§7.6). */
export type PeriodNoticeEvent =
  'client_asked' | 'client_approved' | 'declined' | 'question_asked' | 'question_answered'
