import type { FindingDetails, FindingKind } from '#cmdb/models/finding_types'
import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHash } from 'node:crypto'

export type Finding = {
  kind: FindingKind
  /** Null for the provider alone. */
  organisationId: number | null
  itemId: number | null
  sourceCode: string
  field: string | null
  label: string
  details: FindingDetails
  /** What makes it the same finding when it comes again. */
  sameAs: readonly (string | number)[]
}

const PER_STATEMENT = 400

/** Keeps findings, each once: one that comes again is counted, and opened again unless it was dismissed. */
export async function recordFindings(trx: TransactionClientContract, findings: readonly Finding[]) {
  if (findings.length === 0) return
  const now = toSqlUtc(clock.now())
  const rows = new Map(findings.map((finding) => [fingerprintOf(finding), toRow(finding, now)]))
  await upsertRows(trx, 'ci_findings', [...rows.values()], {
    key: ['fingerprint'],
    update: ['details', 'label', 'last_seen_at'],
    count: ['times'],
  })
  const prints = [...rows.keys()]
  for (const some of portions(prints, PER_STATEMENT)) {
    await trx
      .from('ci_findings')
      .whereIn('fingerprint', some)
      .where('state', 'resolved')
      .update({ state: 'open', closed_at: null, closed_by_user_id: null })
  }
}

function toRow(finding: Finding, now: string) {
  return {
    ...{ kind: finding.kind, organisation_id: finding.organisationId, item_id: finding.itemId },
    ...{ source_code: finding.sourceCode, field: finding.field },
    label: finding.label.slice(0, 200),
    details: JSON.stringify(finding.details),
    fingerprint: fingerprintOf(finding),
    ...{ state: 'open', times: 1, created_at: now, last_seen_at: now },
  }
}

function fingerprintOf({ kind, sameAs }: Finding): string {
  return createHash('sha1')
    .update([kind, ...sameAs].join('\n'))
    .digest('hex')
}
