import { actorNames } from '#core/queries/actor_names'
import type Agreement from '#sla/models/agreement'
import { agreementDifferences } from '#sla/workflow/agreement_content'
import db from '@adonisjs/lucid/services/db'

const SHOWN = 20

/** The latest versions of an agreement, newest first: who made each, when, and what it changed. */
export async function agreementHistory(agreement: Agreement) {
  const rows = await agreement
    .related('versions')
    .query()
    .limit(SHOWN + 1)
  const makers = await makersOf(
    agreement.id,
    rows.map(({ version }) => version)
  )
  return rows.slice(0, SHOWN).map((row, index) => {
    const before = rows[index + 1]
    return {
      version: row.version,
      at: row.createdAt.toISO()!,
      by: makers.get(row.version) ?? null,
      content: row.content,
      differences: before ? agreementDifferences(before.content, row.content) : null,
    }
  })
}

/** Who saved each version, as the history of the agreement knows it. */
async function makersOf(agreementId: number, versions: number[]) {
  const events = await db
    .from('audit_events')
    .where({ subject_type: 'agreement', subject_id: agreementId })
    .whereIn('subject_version', versions)
    .select('subject_version', 'actor_user_id', 'actor_label')
  const names = await actorNames(
    events.map((event) => event.actor_user_id),
    db.connection()
  )
  return new Map(
    events.map((event) => [
      Number(event.subject_version),
      String(names.get(event.actor_user_id) ?? event.actor_label),
    ])
  )
}
