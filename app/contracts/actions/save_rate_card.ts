import { CardCodeTaken, CardCurrencyFixed, SettledRate } from '#contracts/errors'
import Rate from '#contracts/models/rate'
import RateCard from '#contracts/models/rate_card'
import type { BandTerms, BandWindow } from '#contracts/models/terms_types'
import { cardSettledUntil, isDrawnOn } from '#contracts/queries/rate_card_use'
import { rateWords } from '#contracts/queries/rate_words'
import { settledBandViolation } from '#contracts/workflow/band_problems'
import { settledViolation, type SentRate } from '#contracts/workflow/rate_problems'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound, type FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type RateCardValues = {
  code: string
  nameRu: string
  nameEn: string
  currency: string
  /** None: every hour costs the same. */
  windows: BandWindow[]
  rates: SentRate[]
}

type Input = {
  actor: Actor
  /** Null makes a new card. */
  cardId: number | null
  seenVersion?: number
  values: RateCardValues
}

/**
 * Makes or changes a rate card (§7.3); rates and dearer hours of approved periods stay (§7.6). Throws StaleRecord,
 * ReferenceNotFound and the refusals of `#contracts/errors`.
 */
export const saveRateCard = {
  async handle({ actor, cardId, seenVersion, values }: Input): Promise<RateCard> {
    return inTransaction(async (trx) => {
      const card = await lockOrNew(trx, cardId)
      if (cardId !== null) await refuseStale(trx, 'rate_card', card, seenVersion)
      const stored = cardId === null ? [] : await ratesOf(trx, cardId)
      await refuseCard(trx, card, stored, values)
      const { windows, rates, ...plain } = values
      card.merge(plain)
      const bands = windows.length > 0 ? { windows } : null
      const bandChange = changeOf('bands', bandWords(card.bands), bandWords(bands))
      if (bandChange.length > 0) card.bands = bands
      const also = [
        ...bandChange,
        ...changeOf('rates', await rateWords(trx, stored), await rateWords(trx, rates)),
      ]
      if (also.length === 0 && !card.$isDirty) return card
      const isNew = !card.$isPersisted
      await saveVersioned(trx, card, {
        ...{ actor, subjectType: 'rate_card', organisationId: () => null, also },
        action: isNew ? 'rate_card.created' : 'rate_card.changed',
      })
      await writeRates(trx, card, stored, rates)
      return card
    })
  },
}

async function lockOrNew(trx: TransactionClientContract, id: number | null) {
  if (id === null) return new RateCard()
  return RateCard.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

function ratesOf(trx: TransactionClientContract, rateCardId: number) {
  return Rate.query({ client: trx }).where({ rateCardId }).orderBy('id')
}

async function refuseCard(
  trx: TransactionClientContract,
  card: RateCard,
  stored: Rate[],
  { code, currency, rates, windows }: RateCardValues
) {
  const other = await RateCard.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', card.id ?? 0)
    .first()
  if (other) throw new CardCodeTaken()
  await refuseUnknown(trx, stored, rates)
  if (!card.$isPersisted) return
  if (card.currency !== currency && (await isDrawnOn(trx, card.id))) throw new CardCurrencyFixed()
  const until = await cardSettledUntil(trx, card.id)
  if (until === null) return
  const refuse = (part: string, violation: { row: number | null } | null) => {
    if (!violation) return
    const { row } = violation
    throw new SettledRate(row === null ? part : `${part}.${row}`, until)
  }
  refuse('rates', settledViolation(stored, rates, until))
  refuse('windows', settledBandViolation(card.bands?.windows ?? [], windows, until))
}

async function refuseUnknown(
  trx: TransactionClientContract,
  stored: readonly Rate[],
  rates: readonly SentRate[]
) {
  const types = new Set((await trx.from('work_types').select('id')).map((row) => Number(row.id)))
  const roles = new Set((await trx.from('work_roles').select('id')).map((row) => Number(row.id)))
  const own = new Set(stored.map(({ id }) => id))
  for (const [index, { id, workTypeId, workRoleId }] of rates.entries()) {
    const place = `rates.${index}`
    if (workTypeId !== null && !types.has(workTypeId)) {
      throw new ReferenceNotFound(`${place}.workTypeId`)
    }
    if (workRoleId !== null && !roles.has(workRoleId)) {
      throw new ReferenceNotFound(`${place}.workRoleId`)
    }
    if (id !== null && !own.delete(id)) throw new ReferenceNotFound(`${place}.id`)
  }
}

function bandWords(bands: BandTerms | null): string[] {
  return (bands?.windows ?? []).map(
    ({ band, days, fromMinute, toMinute, multiplier, validFrom, validTo }) =>
      `${band}: ${days} ${clockOf(fromMinute)}–${clockOf(toMinute)} ×${multiplier}, ${validFrom}–${validTo ?? ''}`
  )
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function changeOf(field: string, before: string[], after: string[]): FieldChange[] {
  const gone = before.filter((each) => !after.includes(each))
  const come = after.filter((each) => !before.includes(each))
  return gone.length + come.length === 0 ? [] : [{ field, before: gone, after: come }]
}

async function writeRates(
  trx: TransactionClientContract,
  card: RateCard,
  stored: Rate[],
  rates: readonly SentRate[]
) {
  const kept = new Set(rates.map(({ id }) => id))
  for (const rate of stored) if (!kept.has(rate.id)) await rate.useTransaction(trx).delete()
  for (const { id, ...values } of rates) {
    const rate = stored.find((each) => each.id === id) ?? new Rate()
    await rate
      .merge({ ...values, rateCardId: card.id })
      .useTransaction(trx)
      .save()
  }
}
