import type { DateTime } from 'luxon'

/** Was there a change under way for this item then, within a day before or after (domain §4.5)? */
export type CoverQuestion = { itemId: number; at: DateTime }

/** Gives, in the order of the questions, the number of the change that covers each, or null. */
type CoverSource = (questions: readonly CoverQuestion[]) => Promise<(string | null)[]>

let source: CoverSource = async (questions) => questions.map(() => null)

/** The domain that keeps changes answers here; until it does, nothing is covered. */
export function answerCoverWith(answer: CoverSource) {
  source = answer
}

export function coversChange(questions: readonly CoverQuestion[]): Promise<(string | null)[]> {
  return source(questions)
}
