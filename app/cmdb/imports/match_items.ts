import type { ClassTree } from '#cmdb/imports/class_tree'
import { complain, isLost, isSkipped, type ItemDraft } from '#cmdb/imports/item_draft'
import {
  currentOf,
  knownIdentity,
  speaksAgainst,
  type KnownItem,
  type KnownItems,
} from '#cmdb/imports/known_items'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'
import { HOST, HOST_ATTRIBUTES, type Identifier } from '#cmdb/workflow/identifiers'
import { identify, withName } from '#cmdb/workflow/identify'
import { identityOf } from '#cmdb/workflow/identity_values'
import { readAttributes } from '#cmdb/imports/read_attributes'
import type { RowCandidate, RowChoices } from '#core/imports/import_types'
import { STALE_CHOICE, stillHolds } from '#core/imports/row_choices'

export type Matching = {
  classes: ClassTree
  items: KnownItems
  choices: RowChoices
  identifiesByName: boolean
}

/** A host can itself be told by a host: a database runs in an instance on a server. */
const DEPTH = 4

/**
 * Finds the item of each row (domain §4.8). Rows told by their host wait until it is known; hosts in
 * a circle are complained about.
 */
export function matchItems(drafts: readonly ItemDraft[], matching: Matching) {
  const isWaiting = (draft: ItemDraft) =>
    draft.ciClass !== null && matching.classes.isDependent(draft.ciClass.id) && draft.host !== null
  let waiting = drafts.filter(isWaiting)
  for (const draft of drafts) if (!isWaiting(draft)) matchOne(draft, matching)
  for (let round = 0; round < DEPTH && waiting.length > 0; round += 1) {
    const left = new Set(waiting)
    const ready = waiting.filter(({ host }) => host && !('draft' in host && left.has(host.draft)))
    for (const draft of ready) matchOne(draft, matching)
    waiting = waiting.filter((draft) => !ready.includes(draft))
  }
  for (const draft of waiting) complain(draft, null, 'host_circle')
  refuseTwins(drafts)
}

/** A value a row tells, as it identifies. */
export function toldIdentity(draft: ItemDraft, field: string): string | null {
  if (field === 'class') return draft.ciClass?.code ?? null
  if (field === HOST) return hostId(draft)
  return identityOf(field, draft.values[field])
}

function hostId({ host, values }: ItemDraft): string | null {
  const named = HOST_ATTRIBUTES.map((key) => values[attributeField(key)])
  const id = named.find((value) => typeof value === 'number')
  if (id !== undefined) return String(id)
  const item = host && ('item' in host ? host.item : host.draft.item)
  return item ? String(item.id) : null
}

export function identifiersFor(
  draft: ItemDraft,
  { classes, identifiesByName }: Pick<Matching, 'classes' | 'identifiesByName'>
): readonly Identifier[] {
  const own = draft.ciClass ? classes.identifiersOf(draft.ciClass.id) : []
  return identifiesByName ? withName(own) : own
}

function matchOne(draft: ItemDraft, matching: Matching) {
  const { items, choices } = matching
  const number = draft.texts.get('number')
  if (number) return takeNumbered(draft, items.byNumber(number), matching)
  if (!draft.organisation || !draft.ciClass) return

  const found = find(draft, draft.organisation.id, matching)
  const choice = choices[draft.row]
  draft.item = found.item
  const candidates = found.item ? [found.item] : found.several
  if (!found.item || choice) draft.candidates = candidates.map(toCandidate)
  if (choice) follow(draft, candidates, choice)
  settle(draft, matching)
}

function find(draft: ItemDraft, organisationId: number, matching: Matching) {
  const { classes, items } = matching
  const identifiers = identifiersFor(draft, matching)
  const told = (field: string) => toldIdentity(draft, field)
  return identify<KnownItem>({
    ...{ identifiers, organisationId, valueOf: told, find: (key: string) => items.byKey(key) },
    against: (item, identifier) =>
      speaksAgainst((field) => knownIdentity(item, classes, field), told, {
        identifier,
        identifiers,
      }),
  })
}

function takeNumbered(draft: ItemDraft, item: KnownItem | undefined, matching: Matching) {
  if (!item) return complain(draft, 'number', 'unknown_number')
  draft.item = item
  if (!draft.ciClass) readAttributes(draft, item.classId, matching.classes)
  settle(draft, matching)
}

/** A known item stays where and what it is: an import moves it into no other organisation or class. */
function settle(draft: ItemDraft, { classes }: Matching) {
  const { item, organisation, ciClass } = draft
  if (!item) return
  if (organisation && organisation.id !== item.organisationId) {
    complain(draft, 'organisation', 'other_organisation', { number: item.number })
  }
  const known = classes.byId(item.classId)
  if (
    ciClass &&
    draft.texts.has('class') &&
    !classes.lineageOf(item.classId).includes(ciClass.code)
  ) {
    complain(draft, 'class', 'other_class', { number: item.number, code: known.code })
  }
  const attributes = classes.attributesOf(item.classId)
  for (const field of Object.keys(draft.values)) {
    const key = attributeKeyOf(field)
    const isForeign = key !== null && !attributes.has(key)
    if (isForeign && currentOf(item, field) === null) complain(draft, field, 'not_of_class')
  }
}

function follow(
  draft: ItemDraft,
  candidates: readonly KnownItem[],
  choice: NonNullable<ItemDraft['choice']>
) {
  const holds = stillHolds(
    choice,
    candidates.map(({ id }) => id)
  )
  draft.item = holds ? (candidates.find(({ id }) => id === choice.recordId) ?? null) : null
  if (holds) draft.choice = choice
  else draft.problems.push(STALE_CHOICE)
}

export function toCandidate(item: KnownItem): RowCandidate {
  const { id, number, name } = item
  const label = [number, name, currentOf(item, 'serialNumber')].filter(Boolean).join(' · ')
  return { id, label, href: `/configuration-items/${number}` }
}

/** Two rows about one item: the second is refused, whatever it says. */
function refuseTwins(drafts: readonly ItemDraft[]) {
  const rows = new Map<number, number>()
  for (const draft of drafts) {
    if (!draft.item || isSkipped(draft)) continue
    const first = rows.get(draft.item.id)
    if (first === undefined) rows.set(draft.item.id, draft.row)
    else complain(draft, null, 'same_as_row', { row: first })
  }
}

/** Two rows that would add the same item. */
export function refuseNewTwins(
  drafts: readonly ItemDraft[],
  keysOf: (draft: ItemDraft) => string[]
) {
  const rows = new Map<string, number>()
  for (const draft of drafts) {
    if (draft.item || isLost(draft) || draft.choice?.take === 'new') continue
    const keys = keysOf(draft)
    const first = keys.map((key) => rows.get(key)).find((row) => row !== undefined)
    if (first !== undefined) complain(draft, null, 'same_as_row', { row: first })
    else for (const key of keys) rows.set(key, draft.row)
  }
}
