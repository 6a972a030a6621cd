import type { Finding } from '#cmdb/actions/record_findings'
import { columnOf } from '#cmdb/imports/compare_items'
import { nameOf, type ItemDraft } from '#cmdb/imports/item_draft'
import type { SourceFacts } from '#cmdb/workflow/authority'
import { serialIdentity } from '#cmdb/workflow/identity_values'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 400

/** Values the source may not write. */
export function refusalsOf({ item, refused }: ItemDraft, { code }: SourceFacts): Finding[] {
  if (!item) return []
  return refused.map(({ field, kept, offered, keptSource, reason }) => ({
    ...{ kind: 'refused', organisationId: item.organisationId, itemId: item.id, sourceCode: code },
    ...{ field: columnOf(field), label: item.name, details: { kept, offered, keptSource, reason } },
    sameAs: [item.id, field, code],
  }))
}

/** A row that fits several items, or one that other values speak against. */
export function ambiguityOf(draft: ItemDraft, { code }: SourceFacts): Finding[] {
  const { status, candidates, organisation } = draft
  if (status !== 'ambiguous' || !organisation || candidates.length === 0) return []
  const ids = candidates.map(({ id }) => id)
  return [
    {
      ...{ kind: candidates.length > 1 ? 'duplicate' : 'ambiguous', sourceCode: code, field: null },
      ...{ organisationId: organisation.id, itemId: null, label: nameOf(draft) },
      details: { candidates: ids },
      sameAs: [organisation.id, code, nameOf(draft), ...ids],
    },
  ]
}

/** The same serial number in several organisations: two items, and a word to the provider. */
export async function twinsAcross(
  trx: TransactionClientContract,
  added: readonly ItemDraft[],
  { code }: SourceFacts
): Promise<Finding[]> {
  const serials = new Set(added.flatMap(({ writes }) => serialOf(writes.serialNumber) ?? []))
  const wanted = [...serials]
  const organisations = new Map<string, Map<number, number>>()
  for (const some of portions(wanted, PER_QUERY)) {
    const rows = await trx
      .from('configuration_items')
      .whereIn('serial_number', some)
      .select('id', 'serial_number', 'organisation_id')
    for (const row of rows) {
      const known = organisations.get(row.serial_number) ?? new Map<number, number>()
      organisations.set(row.serial_number, known.set(row.organisation_id, row.id))
    }
  }
  return [...organisations]
    .filter(([, items]) => items.size > 1)
    .map(([serial, items]) => ({
      ...{ kind: 'across', organisationId: null, itemId: null, sourceCode: code },
      ...{ field: 'serialNumber', label: serial },
      details: { candidates: [...items.values()], key: serial },
      sameAs: [serial],
    }))
}

function serialOf(value: unknown): string | null {
  return typeof value === 'string' && serialIdentity(value) !== null ? value : null
}
