import type { Comparison, Difference } from '#cmdb/queries/compare_baseline'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import { DIFFERENCE_KINDS } from '#cmdb/workflow/compare_states'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'

export type ShownDifference = Omit<Difference, 'changes'> & { id: number; changes: ShownChange[] }

const PER_PAGE = 50

/** A page of a comparison, narrowed as the address says, with counts of the whole. */
export async function comparisonPage(
  { differences, itemsBefore, itemsAfter }: Comparison,
  address: Record<string, unknown>,
  principal: Principal
) {
  const { page, q } = listQuery(address)
  const filters = {
    q,
    kind: filterOf(address.kind, DIFFERENCE_KINDS),
    field: textOf(address.field),
  }
  const found = narrow(differences, filters)
  const rows = found.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  return {
    rows: await inWords(rows, principal),
    page: { total: found.length, isTotalExact: true, page, perPage: PER_PAGE },
    counts: { ...countKinds(differences), itemsBefore, itemsAfter },
    fields: await changedFields(differences, principal),
    filters,
  }
}

type Filters = { q: string | null; kind: string | null; field: string | null }

/** The differences a filter leaves; with a field, only its changes. */
export function narrow(differences: readonly Difference[], { q, kind, field }: Filters) {
  const words = fold(q ?? '')
    .split(/\s+/)
    .filter(Boolean)
  return differences
    .filter((each) => kind === null || each.kind === kind)
    .filter(({ name, number }) => words.every((word) => fold(`${name} ${number}`).includes(word)))
    .map((each) =>
      field === null
        ? each
        : { ...each, changes: each.changes.filter((change) => change.field === field) }
    )
    .filter(({ changes }) => field === null || changes.length > 0)
}

/** Differences with their changes in words. */
export async function inWords(
  rows: readonly Difference[],
  principal: Principal
): Promise<ShownDifference[]> {
  const shown = await describeChanges(rows, principal)
  return rows.map((row, index) => ({ ...row, id: row.itemId, changes: shown[index]! }))
}

function countKinds(differences: readonly Difference[]) {
  const of = (kind: string) => differences.filter((each) => each.kind === kind).length
  const changes = differences.flatMap((each) => each.changes)
  const relations = changes.filter(({ field }) => field === 'relation')
  return {
    ...{ added: of('added'), removed: of('removed'), changed: of('changed') },
    attributes: changes.length - relations.length,
    relationsAdded: relations.filter(({ before }) => before === null).length,
    relationsRemoved: relations.filter(({ after }) => after === null).length,
  }
}

async function changedFields(differences: readonly Difference[], principal: Principal) {
  const fields = new Set(differences.flatMap((each) => each.changes.map(({ field }) => field)))
  const changes = [...fields].map((field) => ({ field, before: null, after: null }))
  const [named] = await describeChanges([{ classCode: null, changes }], principal)
  return named!
    .map(({ field, label }) => ({ value: field, label }))
    .toSorted((left, right) => left.label.localeCompare(right.label))
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
