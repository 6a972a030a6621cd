import {
  complain,
  isLost,
  isSkipped,
  nameOf,
  type ItemDraft,
  type Target,
} from '#cmdb/imports/item_draft'
import { nameKey, type KnownItems } from '#cmdb/imports/known_items'
import { HOST_RELATIONS } from '#cmdb/workflow/identifiers'

const BETWEEN_NAMES = /[;|\n]/
const NUMBER = /^CI-\d+$/i

/** The items a cell names: one whose name holds a separator stands alone. */
export function namesOf(text: string): string[] {
  return text
    .split(BETWEEN_NAMES)
    .map((name) => name.trim())
    .filter(Boolean)
}

export function isNumber(text: string): boolean {
  return NUMBER.test(text.trim())
}

/** By name within an organisation and by number: rows of the file. */
export class RowsByName {
  readonly #rows = new Map<string, ItemDraft[]>()

  constructor(drafts: readonly ItemDraft[]) {
    for (const draft of drafts) {
      const name = nameOf(draft)
      if (!name || !draft.organisation) continue
      const key = nameKey(draft.organisation.id, name)
      this.#rows.set(key, [...(this.#rows.get(key) ?? []), draft])
    }
  }

  find(organisationId: number, name: string): readonly ItemDraft[] {
    return this.#rows.get(nameKey(organisationId, name)) ?? []
  }
}

type Context = { items: KnownItems; rows: RowsByName }

/** Finds what the relation columns name, among known items and the rows of the file in any order. */
export function readRelations(drafts: readonly ItemDraft[], context: Context) {
  for (const draft of drafts) {
    for (const [field, text] of draft.texts) {
      if (!field.startsWith('relations.')) continue
      const [, typeCode = '', inverse] = field.split('.')
      for (const name of namesOf(text)) {
        const target = targetOf(draft, name, field, context)
        if (target) {
          draft.relations.push({ field, typeCode, isSource: inverse === undefined, target })
        }
      }
    }
    const hosts = HOST_RELATIONS.map((code) =>
      draft.relations.find(({ typeCode, isSource }) => isSource && typeCode === code)
    )
    draft.host = hosts.find((host) => host !== undefined)?.target ?? null
  }
}

function targetOf(draft: ItemDraft, name: string, field: string, context: Context): Target | null {
  const { items, rows } = context
  if (isNumber(name)) {
    const item = items.byNumber(name)
    if (item) return { item }
    complain(draft, field, 'unknown_target', { name })
    return null
  }
  if (!draft.organisation) return null
  const inFile = rows.find(draft.organisation.id, name)
  const known = items.byName(draft.organisation.id, name)
  if (inFile.length === 1) return { draft: inFile[0]! }
  if (inFile.length === 0 && known.length === 1) return { item: known[0]! }
  const isUnknown = inFile.length + known.length === 0
  complain(draft, field, isUnknown ? 'unknown_target' : 'several_targets', {
    name: name.slice(0, 80),
  })
  return null
}

/** After items are told apart: nothing relates to itself, or to a row that is not taken. */
export function checkRelations(drafts: readonly ItemDraft[]) {
  for (const draft of drafts) {
    for (const { field, target } of draft.relations) {
      const isSelf = 'draft' in target ? target.draft === draft : target.item === draft.item
      const isSame = 'draft' in target && draft.item !== null && target.draft.item === draft.item
      if (isSelf || isSame) complain(draft, field, 'self_relation')
    }
  }
  refuseLostTargets(drafts)
}

/** A row that cannot be taken takes along those that name it, where nobody knows its item yet. */
function refuseLostTargets(drafts: readonly ItemDraft[]) {
  const namedBy = new Map<ItemDraft, { draft: ItemDraft; field: string }[]>()
  const note = (target: ItemDraft, by: { draft: ItemDraft; field: string }) =>
    namedBy.set(target, [...(namedBy.get(target) ?? []), by])
  for (const draft of drafts) {
    for (const { field, target } of draft.relations) {
      if ('draft' in target) note(target.draft, { draft, field })
    }
    for (const { field, target } of draft.named) note(target, { draft, field })
  }
  const lost = drafts.filter((draft) => draft.item === null && isLost(draft))
  for (const target of lost) {
    for (const { draft, field } of namedBy.get(target) ?? []) {
      if (draft === target || isSkipped(draft)) continue
      const isNews = !isLost(draft) && draft.item === null
      complain(draft, field, 'target_not_imported', { row: target.row })
      if (isNews) lost.push(draft)
    }
  }
}
