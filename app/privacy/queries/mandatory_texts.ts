import { clock } from '#core/clock'
import Consent from '#privacy/models/consent'
import type ConsentText from '#privacy/models/consent_text'
import ProcessingPurpose from '#privacy/models/processing_purpose'

const KEPT_MS = 60_000

let known: { ids: number[]; day: string; readAt: number } | null = null

/** What is published, edited or rolled back meanwhile is asked for anew. */
export function forgetMandatoryTexts() {
  known = null
}

/**
 * The versions everybody who signs in must have agreed to today, by id. Remembered for a minute:
 * each request asks, and a version is published once in months.
 */
export async function mandatoryTextIds(): Promise<number[]> {
  const [day, now] = [clock.today('UTC'), performance.now()]
  if (known?.day !== day || now - known.readAt > KEPT_MS) {
    const ids = (await currentTexts({ isMandatory: true })).map(({ id }) => id)
    known = { ids, day, readAt: now }
  }
  return known.ids
}

/** The texts in force today, the newest version of each purpose that rests on consent. */
export async function currentTexts(filter: { isMandatory?: boolean } = {}): Promise<ConsentText[]> {
  const purposes = await ProcessingPurpose.query()
    .where({ legalBasis: 'consent', isActive: true, ...filter })
    .preload('texts', (texts) => void texts.where('effectiveOn', '<=', clock.today('UTC')))
    .orderBy('position')
    .orderBy('id')
  return purposes.flatMap((purpose) => {
    const [text] = purpose.texts
    if (!text) return []
    text.$setRelated('purpose', purpose)
    return [text]
  })
}

/** What a person has yet to agree to before they go on. */
export async function outstandingTexts(personId: number): Promise<ConsentText[]> {
  const texts = await currentTexts({ isMandatory: true })
  const given = await Consent.query()
    .where({ personId })
    .whereNull('revokedAt')
    .select('consentTextId')
  const agreed = new Set(given.map(({ consentTextId }) => consentTextId))
  return texts.filter(({ id }) => !agreed.has(id))
}
