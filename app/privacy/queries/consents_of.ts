import Consent from '#privacy/models/consent'

/** What a person agreed to and took back, the latest first. */
export async function consentsOf(personId: number): Promise<Consent[]> {
  return Consent.query()
    .where({ personId })
    .preload('purpose')
    .preload('consentText')
    .preload('recordedBy', (users) => void users.preload('person'))
    .orderBy('givenAt', 'desc')
    .orderBy('id', 'desc')
}
