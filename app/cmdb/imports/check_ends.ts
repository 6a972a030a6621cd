import { GONE_END, isGone } from '#cmdb/actions/refuse_gone_ends'
import { endsOf } from '#cmdb/imports/compare_items'
import { nameOf, type ItemDraft, type PlannedRelation } from '#cmdb/imports/item_draft'
import type { KnownRelations } from '#cmdb/imports/known_relations'
import { currentOf, type KnownItem } from '#cmdb/imports/known_items'
import { FILE_SOURCE, type SourceFacts } from '#cmdb/workflow/authority'

type Checking = { relations: KnownRelations; source: SourceFacts }

/**
 * New relations with what is out of use (domain §4.6). A row of a file is refused; a source keeps
 * telling what it sees, so that its values are taken without the relation.
 */
export function checkEnds(drafts: readonly ItemDraft[], { relations, source }: Checking) {
  for (const draft of drafts) {
    draft.relations = draft.relations.filter((relation) => {
      const ends = endsOf(draft, relation)
      if (ends && relations.has(ends)) return true
      const name = goneEnd(draft, relation)
      if (name === null) return true
      const isFile = source.code === FILE_SOURCE.code
      if (isFile) draft.problems.push({ field: relation.field, key: GONE_END, params: { name } })
      return isFile
    })
  }
}

/** What the end that is out of use is called; null when both are in use. */
function goneEnd(draft: ItemDraft, { target }: PlannedRelation): string | null {
  if (isOut(draft)) return nameOf(draft)
  if ('draft' in target) return isOut(target.draft) ? nameOf(target.draft) : null
  return isKnownOut(target.item) ? `${target.item.number} ${target.item.name}` : null
}

function isOut({ item, values }: ItemDraft): boolean {
  if (typeof values.status === 'string') return isGone(values.status, item?.isArchived ?? false)
  return item !== null && isKnownOut(item)
}

function isKnownOut(item: KnownItem): boolean {
  return isGone(String(currentOf(item, 'status')), item.isArchived)
}
