import { ReferenceNotFound } from '#core/errors'
import type { AgreementValues } from '#sla/actions/save_agreement'
import {
  AgreementCodeTaken,
  AgreementKindFixed,
  EndsBeforeBeginning,
  TiedTargets,
} from '#sla/errors'
import Agreement from '#sla/models/agreement'
import { METRICS } from '#sla/workflow/metrics'
import { tiedRows, type TargetRowValues } from '#sla/workflow/target_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Refuses what an agreement must not say. The agreement's row must be locked. */
export async function refuseAgreement(
  trx: TransactionClientContract,
  agreement: Agreement,
  { code, kind, validFrom, validTo, calendarId, rows }: AgreementValues
) {
  if (agreement.$isPersisted && agreement.kind !== kind) throw new AgreementKindFixed()
  if (validTo !== null && validTo < validFrom) throw new EndsBeforeBeginning()
  if (tiedRows(rows).length > 0) throw new TiedTargets()
  const other = await Agreement.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', agreement.id ?? 0)
    .first()
  if (other) throw new AgreementCodeTaken()
  const named = [{ field: 'calendarId', table: 'calendars', id: calendarId }, ...references(rows)]
  for (const [table, own] of Map.groupBy(named, (each) => each.table)) {
    await refuseUnknown(trx, table, own)
  }
}

type Reference = { field: string; table: string; id: number }

/** Everything the rows name, each with the field that names it. */
function references(rows: readonly TargetRowValues[]): Reference[] {
  return rows.flatMap(({ serviceId, organisationId, cells }, row) =>
    [
      { field: `rows.${row}.serviceId`, table: 'services', id: serviceId },
      { field: `rows.${row}.organisationId`, table: 'organisations', id: organisationId },
      ...METRICS.map((metric) => ({
        field: `rows.${row}.cells.${metric}.calendarId`,
        table: 'calendars',
        id: cells[metric]?.calendarId ?? null,
      })),
    ].filter((each): each is Reference => each.id !== null)
  )
}

async function refuseUnknown(trx: TransactionClientContract, table: string, own: Reference[]) {
  const ids = [...new Set(own.map(({ id }) => id))]
  const rows = await trx.from(table).whereIn('id', ids).select('id')
  const known = new Set(rows.map((row) => Number(row.id)))
  const unknown = own.find(({ id }) => !known.has(id))
  if (unknown) throw new ReferenceNotFound(unknown.field)
}
