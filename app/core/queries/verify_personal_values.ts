import type { AuditRow } from '#core/audit_digest'
import { parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { personalHash, personalReferencesOf, type PersonalReference } from '#core/personal_values'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

const IDS_PER_QUERY = 1000

type Claim = PersonalReference & { eventId: number }
export type PersonalCheck = { alteredIn: number[]; erased: number }

/** Compares the personal values that rows refer to with the hashes in them; erased ones are counted. */
export async function verifyPersonalValues(events: readonly AuditRow[]): Promise<PersonalCheck> {
  const claims = events.flatMap(claimsOf)
  const result: PersonalCheck = { alteredIn: [], erased: 0 }
  for (const some of portions(claims, IDS_PER_QUERY)) {
    await verifyClaims(some, result)
  }
  return result
}

function claimsOf(event: AuditRow): Claim[] {
  const text = String(event.changes)
  if (!text.includes('"personal"')) return []
  return personalReferencesOf(changesOf(text)).map((reference) => ({
    ...reference,
    eventId: event.id,
  }))
}

/** A row that cannot be read is named by its digest; here it refers to nothing. */
function changesOf(text: string): FieldChange[] {
  try {
    const changes = parseJson<unknown>(text)
    return Array.isArray(changes) ? (changes as FieldChange[]) : []
  } catch {
    return []
  }
}

async function verifyClaims(claims: Claim[], result: PersonalCheck) {
  const ids = claims.map(({ personal }) => personal)
  const rows = await db
    .from('audit_personal_values')
    .whereIn('id', ids)
    .select('id', 'value', 'salt')
  const hashes = new Map(rows.map((row) => [String(row.id), personalHash(row)]))
  for (const { personal, hash, eventId } of claims) {
    const found = hashes.get(personal)
    if (found === undefined) result.erased += 1
    else if (found !== hash) result.alteredIn.push(eventId)
  }
}
