import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import Team from '#directory/models/team'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const CODE_LENGTH = 60

/** Ids of teams by the code made of their name (`teamCode`); unknown ones are added. */
export async function importTeams(
  trx: TransactionClientContract,
  names: Iterable<string>
): Promise<Map<string, number>> {
  const wanted = new Map([...names].map((name) => [teamCode(name), name]))
  const known = await findByCodes(trx, [...wanted.keys()])
  const missing = [...wanted].filter(([code]) => !known.has(code))
  if (missing.length === 0) return known

  await insertRows(
    trx,
    'teams',
    missing.map(([code, name]) => toTeamRow(code, name))
  )
  return new Map([
    ...known,
    ...(await findByCodes(
      trx,
      missing.map(([code]) => code)
    )),
  ])
}

/** "Group 56" → "group-56". */
export function teamCode(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, '-').slice(0, CODE_LENGTH)
}

async function findByCodes(trx: TransactionClientContract, codes: string[]) {
  if (codes.length === 0) return new Map<string, number>()
  const teams = await Team.query({ client: trx }).whereIn('code', codes).select('id', 'code')
  return new Map(teams.map((team) => [team.code.toLowerCase(), team.id]))
}

function toTeamRow(code: string, name: string) {
  const now = clock.now()
  return {
    code,
    name: name.slice(0, 200),
    tier: 1,
    is_active: true,
    created_at: now,
    updated_at: now,
  }
}
