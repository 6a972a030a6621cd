import { insertRows } from '#core/actions/insert_rows'
import { inTransaction } from '#core/transaction'
import RateCard from '#contracts/models/rate_card'
import WorkRole from '#billing/models/work_role'
import { stamps } from '#database/bench/load_directory'
import db from '@adonisjs/lucid/services/db'

const ROLES = 3
const WEEKEND = { days: 'off', fromMinute: 0, toMinute: 1440 } as const
const NIGHT = { days: 'any', fromMinute: 1320, toMinute: 1440 } as const
const ALWAYS = { validFrom: '2000-01-01', validTo: null }
const EARLY = { days: 'any', fromMinute: 0, toMinute: 360 } as const

type Rule = { key: string; kind: string; terms: object; takes?: object }

const HOURLY: Rule = { key: 'work', kind: 'tm', terms: { minimumMinor: null, capMinor: null } }

/**
 * Lets contracts begin on a date, by one card of rates with roles, types of work and dearer hours;
 * two rules each, of four kinds in turn. Replaces what `loadServiceLevels` agreed on.
 */
export async function loadContractTerms(contractIds: readonly number[], startsOn: string) {
  const typeIds = (await db.from('work_types').orderBy('id').limit(2)).map(({ id }) => Number(id))
  const takes = { workTypeIds: typeIds, serviceIds: null }
  const cardId = await makeRateCard(typeIds)
  await db
    .from('contracts')
    .whereIn('id', [...contractIds])
    .update({ starts_on: startsOn })
  await db
    .from('contract_terms')
    .whereIn('contract_id', [...contractIds])
    .delete()
  await inTransaction(async (trx) => {
    await insertRows(
      trx,
      'contract_terms',
      contractIds.map((id) => ({
        ...{ id: termsIdOf(id), contract_id: id, number: 1, valid_from: startsOn },
        ...{ rate_card_id: cardId, rounding: JSON.stringify(roundingOf(id)), ...stamps() },
      }))
    )
    await insertRows(
      trx,
      'billing_rules',
      contractIds.flatMap((id) =>
        rulesOf(id, takes).map((rule, index) => ({
          ...{ contract_terms_id: termsIdOf(id), position: index + 1, key: rule.key },
          ...{ kind: rule.kind, terms: JSON.stringify(rule.terms) },
          takes: rule.takes ? JSON.stringify(rule.takes) : null,
        }))
      )
    )
  })
}

/** Beside those of the contracts that stay as they were. */
function termsIdOf(contractId: number) {
  return 1_000_000 + contractId
}

function roundingOf(contractId: number) {
  const scope = contractId % 2 === 0 ? 'entry' : 'ticket_day'
  return { scope, minimum: 15, increment: 15, mode: 'up' }
}

function rulesOf(contractId: number, takes: object): Rule[] {
  switch (contractId % 4) {
    case 1:
      return [
        {
          ...{ key: 'fee', kind: 'fixed_fee', takes },
          terms: {
            ...{ feeMinor: 6_000_000, includedMinutes: 1_200, rollover: true },
            overageRatePerHourMinor: 320_000,
          },
        },
        HOURLY,
      ]
    case 2:
      return [{ ...HOURLY, key: 'support', takes }, HOURLY]
    case 3:
      return [
        {
          ...{ key: 'block', kind: 'prepaid_block' },
          terms: {
            ...{ feeMinor: 2_500_000, grantMinutes: 1_200, lifePeriods: 3 },
            ...{ rolloverCapMinutes: null, overage: { kind: 'rate', ratePerHourMinor: 280_000 } },
            weighsBands: true,
          },
        },
        {
          ...{ key: 'monitoring', kind: 'recurring' },
          terms: { quantity: 1, priceMinor: 500_000, isProrated: true },
        },
      ]
    default:
      return [
        HOURLY,
        { key: 'loyalty', kind: 'discount', terms: { percent: '5', ofKeys: ['work'] } },
      ]
  }
}

/** Prices by role, by type of work, by both, and one for all else. */
async function makeRateCard(typeIds: readonly number[]): Promise<number> {
  const roles = await WorkRole.createMany(
    Array.from({ length: ROLES }, (_, index) => ({
      ...{ id: index + 1, code: `bench_${index}`, labelRu: `Роль ${index}` },
      ...{ labelEn: `Role ${index}`, position: index },
    }))
  )
  const card = await RateCard.create({
    ...{ code: 'BENCH-ROLES', nameRu: 'Ставки', nameEn: 'Rates', currency: 'RUB', version: 1 },
    bands: {
      windows: [
        { band: 'weekend', multiplier: '2', ...WEEKEND, ...ALWAYS },
        { band: 'night', multiplier: '1.5', ...NIGHT, ...ALWAYS },
        { band: 'night', multiplier: '1.5', ...EARLY, ...ALWAYS },
      ],
    },
  })
  const validFrom = '2000-01-01'
  const own = roles.flatMap(({ id: workRoleId }) => [
    { validFrom, workRoleId, ratePerHourMinor: 300_000 + workRoleId * 10_000 },
    ...typeIds.map((workTypeId) => ({
      ...{ validFrom, workRoleId, workTypeId },
      ratePerHourMinor: 350_000 + workRoleId * 10_000,
    })),
  ])
  await card.related('rates').createMany([{ validFrom, ratePerHourMinor: 290_000 }, ...own])
  return card.id
}
