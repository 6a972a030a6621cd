import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import { NoConsentText } from '#privacy/errors'
import Consent from '#privacy/models/consent'
import type ConsentText from '#privacy/models/consent_text'
import { currentTexts, outstandingTexts } from '#privacy/queries/mandatory_texts'
import type { ConsentMethod } from '#privacy/workflow/privacy_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Given = {
  actor: Actor
  personId: number
  text: ConsentText
  method: ConsentMethod
  givenAt: DateTime
  ip: string | null
  documentReference: string | null
}

export const giveConsent = {
  /**
   * The person agrees themselves to the versions they were shown. What is published between the
   * showing and the pressing is not agreed to: the page shows it next.
   */
  async onPage(input: { actor: Actor; personId: number; textIds: number[]; ip: string | null }) {
    const { actor, personId, textIds, ip } = input
    const shown = (await outstandingTexts(personId)).filter(({ id }) => textIds.includes(id))
    const how = { method: 'portal' as const, givenAt: clock.now(), documentReference: null }
    await inTransaction(async (trx) => {
      for (const text of shown) await write(trx, { actor, personId, text, ip, ...how })
    })
  },

  /** Somebody records what a person signed elsewhere. Throws NoConsentText. */
  async byOperator(input: {
    actor: Actor
    personId: number
    purposeId: number
    method: ConsentMethod
    givenAt: DateTime
    documentReference: string | null
  }) {
    const { purposeId, ...given } = input
    const text = (await currentTexts()).find((each) => each.purposeId === purposeId)
    if (!text) throw new NoConsentText()
    await inTransaction((trx) => write(trx, { ...given, text, ip: null }))
  },
}

async function write(trx: TransactionClientContract, { actor, text, ...given }: Given) {
  const person = await Person.findOrFail(given.personId, { client: trx })
  await Consent.create(
    {
      ...given,
      purposeId: text.purposeId,
      consentTextId: text.id,
      recordedByUserId: actor.userId,
    },
    { client: trx }
  )
  await recordAudit(trx, {
    actor,
    subjectType: 'person',
    subjectId: person.id,
    organisationId: person.organisationId,
    action: 'consent.given',
    changes: [
      { field: 'purpose', before: null, after: text.purpose.code },
      { field: 'consentVersion', before: null, after: text.number },
      { field: 'consentMethod', before: null, after: given.method },
    ],
  })
}
