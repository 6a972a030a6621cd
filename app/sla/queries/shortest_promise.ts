import db from '@adonisjs/lucid/services/db'

/** The shortest time, in working minutes, in which these agreements promise to resolve an incident. */
export async function shortestPromise(agreementIds: readonly number[]): Promise<number | null> {
  if (agreementIds.length === 0) return null
  const row = await db
    .from('agreement_targets')
    .whereIn('agreement_id', [...agreementIds])
    .where({ metric: 'resolution', ticket_kind: 'incident' })
    .min('target_minutes as minutes')
    .first()
  const minutes: number | string | null = row?.minutes ?? null
  return minutes === null ? null : Number(minutes)
}
