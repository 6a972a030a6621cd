import { openSecret, sealValue } from '#cmdb/actions/seal_secrets'
import { checkEnds } from '#cmdb/imports/check_ends'
import { checkSteps } from '#cmdb/imports/check_steps'
import type { ClassTree } from '#cmdb/imports/class_tree'
import {
  isLost,
  isOpen,
  isSkipped,
  toCompare,
  type ItemDraft,
  type PlannedRelation,
} from '#cmdb/imports/item_draft'
import type { ItemReferences } from '#cmdb/imports/item_references'
import { inOrder, type KnownRelations, type RelationEnds } from '#cmdb/imports/known_relations'
import { currentOf, type KnownItem } from '#cmdb/imports/known_items'
import { noteValues, uniteTold } from '#cmdb/imports/unite_values'
import { itemOrigins, itemSightings } from '#cmdb/queries/item_origins'
import { mayEmpty, type FieldOrigins, type SourceFacts } from '#cmdb/workflow/authority'
import { attributeField } from '#cmdb/workflow/field_names'
import { reconcileField } from '#cmdb/workflow/reconcile_field'
import { severalValues } from '#cmdb/workflow/several_values'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { clock } from '#core/clock'
import type { Plain } from '#core/errors'
import { isStaleChoice } from '#core/imports/row_choices'
import type { PlannedCell, RowStatus } from '#core/imports/import_types'

export type Comparing = {
  classes: ClassTree
  source: SourceFacts
  sources: ReadonlyMap<string, SourceFacts>
  references: ItemReferences
  relations: KnownRelations
}

/** The column of a file that fills a field of an item. */
const COLUMN_OF: Record<string, string> = {
  siteId: 'site',
  supportTeamId: 'supportTeam',
  changeTeamId: 'changeTeam',
  ownerPersonId: 'owner',
  serviceId: 'service',
}

/** What each row of a portion would do: cells with old and new values, writes and refusals, and its status. */
export async function compareItems(drafts: readonly ItemDraft[], comparing: Comparing) {
  const { sources, classes } = comparing
  const needsSightings =
    classes.hasRefreshDays || [...sources.values()].some(({ refreshDays }) => refreshDays !== null)
  const ids = drafts.flatMap(({ item }) => item?.id ?? [])
  const origins = await itemOrigins(ids)
  const seen = needsSightings ? await itemSightings(ids) : new Map<string, number>()
  for (const draft of drafts) {
    toCompare(draft)
    if (draft.item) compareKnown(draft, draft.item, { ...comparing, origins, seen })
    else compareNew(draft, comparing)
  }
  await checkSteps(drafts, comparing)
  checkEnds(drafts, comparing)
  for (const draft of drafts) {
    tellRelations(draft, comparing)
    draft.status = statusOf(draft)
    tellTexts(draft)
  }
}

type Known = Comparing & {
  origins: ReadonlyMap<number, FieldOrigins>
  seen: ReadonlyMap<string, number>
}

function compareNew(draft: ItemDraft, { source, classes }: Comparing) {
  const secrets = secretsOf(classes, draft.ciClass?.id)
  for (const [field, told] of Object.entries(draft.values)) {
    const offered = secrets.has(field) ? sealed(null, told) : told
    // That the source says empty is a word of its own.
    if (offered === null && mayEmpty(source, field)) draft.adopts.push(field)
    if (offered === null) continue
    draft.writes[field] = offered
    noteValues(draft, { field, offered, source, classes })
    draft.cells[columnOf(field)] = { after: draft.shown[field] ?? offered }
  }
}

function compareKnown(draft: ItemDraft, item: KnownItem, known: Known) {
  const { source, sources, origins, seen } = known
  const secrets = secretsOf(known.classes, item.classId)
  const shown = (field: string, value: Plain): Plain =>
    secrets.has(field) && value !== null ? SECRET_MASK : shownOf(known.references, field, value)
  const now = clock.now().toMillis()
  const own = origins.get(item.id) ?? {}
  for (const [field, told] of Object.entries(draft.values)) {
    const current = currentOf(item, field)
    const offered = secrets.has(field) ? sealed(current, told) : told
    const origin = own[field]
    const seenAt = origin ? (seen.get(`${item.id} ${origin.source}`) ?? null) : null
    const several = severalValues(field, known.classes.attributesOf(item.classId))
    const { answer, value } = several
      ? uniteTold(draft, { field, current, offered, origin, source, several })
      : {
          value: offered,
          answer: reconcileField({
            ...{ field, current, offered, origin, source, seenAt, now },
            sourceOf: (code) => sources.get(code),
            ranking: known.classes.rankingOf(item.classId, field),
          }),
        }
    const after = value === null ? null : (draft.shown[field] ?? value)
    if (answer.verdict === 'ignore') continue
    const cell: PlannedCell = { after }
    if (answer.verdict === 'adopt') draft.adopts.push(field)
    if (answer.verdict === 'write') {
      draft.writes[field] = value
      cell.before = shown(field, current)
    }
    if (answer.verdict === 'refuse') {
      const keptSource = origin?.source ?? null
      cell.keptBy = answer.reason === 'locked' ? 'locked' : (keptSource ?? 'manual')
      cell.after = shown(field, current)
      const kept = shown(field, current)
      draft.refused.push({ field, kept, offered: after, keptSource, reason: answer.reason })
    }
    draft.cells[columnOf(field)] = cell
  }
}

/** Fields of a class whose values no preview shows. */
function secretsOf(classes: ClassTree, classId: number | undefined): ReadonlySet<string> {
  if (classId === undefined) return new Set()
  const secrets = classes.schemaOf(classId).definitions.filter(({ type }) => type === 'secret')
  return new Set(secrets.map(({ key }) => attributeField(key)))
}

/** As it is stored; the same secret told again is the value the item has. */
function sealed(current: Plain, told: Plain): Plain {
  if (told === null) return null
  return openSecret(current) === told ? current : sealValue(String(told))
}

function tellRelations(draft: ItemDraft, { relations }: Comparing) {
  for (const relation of draft.relations) {
    const text = draft.texts.get(relation.field) ?? ''
    const isKnown = relationKnown(draft, relation, relations)
    const cell = draft.cells[relation.field]
    if (!isKnown && draft.item) draft.cells[relation.field] = { before: null, after: text }
    else if (!cell) draft.cells[relation.field] = { after: text }
  }
}

function relationKnown(draft: ItemDraft, relation: PlannedRelation, relations: KnownRelations) {
  const ends = endsOf(draft, relation)
  return ends !== null && relations.has(ends)
}

/** Null while one of the ends is yet to be made. */
export function endsOf(
  draft: ItemDraft,
  relation: PlannedRelation,
  idOf = knownId
): RelationEnds | null {
  const { typeCode, isSource, target } = relation
  const [own, other] = [idOf(draft), 'item' in target ? target.item.id : idOf(target.draft)]
  if (own === null || other === null) return null
  const [sourceId, targetId] = isSource ? [own, other] : [other, own]
  return inOrder({ typeCode, sourceId, targetId })
}

function knownId({ item }: ItemDraft): number | null {
  return item?.id ?? null
}

function statusOf(draft: ItemDraft): RowStatus {
  if (isSkipped(draft)) return 'skipped'
  const { problems, item, cells } = draft
  if (problems.length > 0 && problems.every(isStaleChoice)) return 'ambiguous'
  if (problems.length > 0) return 'error'
  if (isOpen(draft)) return 'ambiguous'
  if (item === null) return 'new'
  return Object.values(cells).some((cell) => 'before' in cell) ? 'changed' : 'unchanged'
}

/** What places a row or could not be understood is shown as it stands in the file. */
function tellTexts(draft: ItemDraft) {
  for (const field of ['number', 'class', 'organisation']) {
    const text = draft.texts.get(field)
    if (text !== undefined) draft.cells[field] = { after: text }
  }
  if (!isLost(draft)) return
  for (const { field } of draft.problems) {
    const text = field ? draft.texts.get(field) : undefined
    if (field && text !== undefined) draft.cells[field] = { after: text }
  }
}

function shownOf(references: ItemReferences, field: string, value: Plain): Plain {
  if (value === null || !(field in COLUMN_OF)) return value
  return references.labelOf(field, value) ?? `#${String(value)}`
}

export function columnOf(field: string): string {
  return COLUMN_OF[field] ?? field
}
