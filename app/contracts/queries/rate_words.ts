import { fromMinor } from '#core/money'
import type { SentRate } from '#contracts/workflow/rate_problems'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Told = Omit<SentRate, 'id'>

/** Rates as history tells them: type and role by code, the price, since and until when. */
export async function rateWords(
  client: QueryClientContract,
  rates: readonly Told[]
): Promise<string[]> {
  if (rates.length === 0) return []
  const types = await codesOf(client, 'work_types')
  const roles = await codesOf(client, 'work_roles')
  return rates.map(({ workTypeId, workRoleId, ratePerHourMinor, validFrom, validTo }) => {
    const what = `${types.get(workTypeId ?? 0) ?? '*'} × ${roles.get(workRoleId ?? 0) ?? '*'}`
    return `${what}: ${fromMinor(ratePerHourMinor)}, ${validFrom}–${validTo ?? ''}`
  })
}

async function codesOf(client: QueryClientContract, table: string): Promise<Map<number, string>> {
  const rows = await client.from(table).select('id', 'code')
  return new Map(rows.map((row) => [Number(row.id), String(row.code)]))
}
