import { refuseWrongPairs } from '#cmdb/imports/allowed_pairs'
import { checkAttributes } from '#cmdb/imports/check_attributes'
import { choiceWords } from '#cmdb/imports/choice_words'
import { ClassTree } from '#cmdb/imports/class_tree'
import { compareItems, endsOf } from '#cmdb/imports/compare_items'
import { complain, forgetDraft, isLost, nameOf, type ItemDraft } from '#cmdb/imports/item_draft'
import { fieldOfColumn } from '#cmdb/imports/item_fields'
import { itemImportOptions, type ItemImportOptions } from '#cmdb/imports/item_import_options'
import { itemReach, type OrganisationFacts } from '#cmdb/imports/item_reach'
import { ItemReferences } from '#cmdb/imports/item_references'
import { ItemWriter } from '#cmdb/imports/item_writer'
import { KnownItems, nameKey } from '#cmdb/imports/known_items'
import { KnownRelations } from '#cmdb/imports/known_relations'
import { identifiersFor, matchItems, refuseNewTwins, toldIdentity } from '#cmdb/imports/match_items'
import {
  isNamedItem,
  namedPeople,
  readNamedItems,
  referAttributes,
} from '#cmdb/imports/named_values'
import { readItemDraft } from '#cmdb/imports/read_item_draft'
import { inNamingOrder, settleNamedRows } from '#cmdb/imports/named_rows'
import {
  checkRelations,
  isNumber,
  namesOf,
  readRelations,
  RowsByName,
} from '#cmdb/imports/resolve_relations'
import { refuseTakenValues } from '#cmdb/imports/unique_values'
import CiSource from '#cmdb/models/ci_source'
import { sourceFacts } from '#cmdb/queries/source_facts'
import { FILE_SOURCE, mayEmpty, type SourceFacts } from '#cmdb/workflow/authority'
import { canBeEmpty } from '#cmdb/workflow/field_names'
import { identityKeys } from '#cmdb/workflow/identify'
import { textIdentity } from '#cmdb/workflow/identity_values'
import type { ImportPlan, MappedRow, PlanInput, PlannedRow } from '#core/imports/import_types'
import { portions } from '#core/portions'

/** Rows whose cells stand in memory at once. */
const PORTION = 500

/** What the rows of a file would do to the items within the importer's reach (CFG-09, DSC-05). */
export async function planItemImport(input: PlanInput): Promise<ImportPlan> {
  const { total, writer, compared } = await planItems(input)
  const sites = new Set<string>()
  async function* plannedRows() {
    for await (const drafts of compared()) {
      for (const site of newSites(drafts)) sites.add(site)
      yield drafts.map(toPlannedRow)
    }
  }
  return {
    ...{ total, portions: plannedRows },
    extras: () => ({ sites: [...sites] }),
    prepare: (actor, wanted) => writer.prepare(actor, wanted),
    // Rows are always written many at a time.
    store: () => Promise.reject(new Error('Items are stored many at a time')),
    storeMany: (trx, actor, wanted) => writer.storeMany(trx, actor, wanted),
    leave: (trx, _actor, left) => writer.leave(trx, left),
    order: (wanted) => wanted,
  }
}

/** The plan in its own terms, for sources that push records. */
export async function planItems({ rows, settings, userId }: PlanInput) {
  const options = itemImportOptions(settings.options)
  const { organisations, principal } = await itemReach(userId)
  const classes = await ClassTree.load()
  const source = options.sourceId === null ? null : await CiSource.findOrFail(options.sourceId)
  const erased = erasedFields(Object.keys(settings.columns), options, source)
  const reading = {
    ...{ classes, words: choiceWords(), organisations: byText(organisations), erased },
    // A record of a source says nothing of what it does not have; a file has all its columns.
    isTold: (row: MappedRow, column: string) => source === null || row.values.has(column),
    defaultClass: options.classCode === null ? null : classes.find(options.classCode),
    defaultOrganisation: organisations.find(({ id }) => id === options.organisationId) ?? null,
  }
  const drafts: ItemDraft[] = []
  for await (const row of rows) drafts.push(readItemDraft(row, reading))
  const facts = source?.facts ?? FILE_SOURCE
  const placing = { drafts, classes, organisations, options, choices: settings.choices ?? {} }
  const context = await placeItems({ ...placing, facts })
  const comparing = { ...context, classes, source: facts, sources: await sourceFacts() }
  const writer = new ItemWriter(drafts, {
    classes,
    source: facts,
    sourceRow: source,
    relations: context.relations,
  })
  /** Rows are compared when their turn comes and forgotten when the next ones are asked for. */
  async function* compared() {
    for (const some of portions(context.ordered, PORTION)) {
      await compareItems(some, comparing)
      yield some
      for (const draft of some) forgetDraft(draft)
    }
  }
  return { total: drafts.length, writer, principal, compared }
}

/** Fields that an empty cell empties, by column: as the file's importer or the source's rules say. */
function erasedFields(
  columns: readonly string[],
  { clearsEmpty }: ItemImportOptions,
  source: CiSource | null
): ReadonlyMap<string, string> {
  const erased = new Map<string, string>()
  for (const column of columns) {
    const field = fieldOfColumn(column)
    const isMeant = source ? mayEmpty(source.facts, field) : clearsEmpty
    if (isMeant && canBeEmpty(field)) erased.set(column, field)
  }
  return erased
}

type Placing = {
  drafts: ItemDraft[]
  classes: ClassTree
  organisations: OrganisationFacts[]
  options: ItemImportOptions
  choices: NonNullable<PlanInput['settings']['choices']>
  facts: SourceFacts
}

async function placeItems(placing: Placing) {
  const { drafts, classes, organisations, options, choices, facts } = placing
  const items = await KnownItems.load(classes, wantedOf(placing))
  const rows = new RowsByName(drafts)
  readRelations(drafts, { items, rows })
  const matching = { classes, items, choices, identifiesByName: options.identifiesByName }
  readNamedItems(drafts, { classes, items, rows })
  matchItems(drafts, matching)
  settleNamedRows(drafts)

  const owners = drafts.flatMap(({ texts }) => texts.get('owner') ?? [])
  owners.push(...namedPeople(drafts, classes))
  const known = new Map(organisations.map((each) => [each.id, each]))
  for (const draft of drafts) {
    // Who is known stays where it is.
    if (draft.item) draft.organisation = known.get(draft.item.organisationId) ?? null
  }
  const used = [...new Set(drafts.flatMap(({ organisation }) => organisation ?? []))]
  const references = await ItemReferences.load({ organisations: used, owners })
  for (const draft of drafts) refer(draft, references, options)
  referAttributes(drafts, { classes, references })
  for (const draft of drafts) {
    forgetIgnored(draft, facts)
    checkNew(draft, options)
  }
  for (const draft of drafts) checkAttributes(draft, classes)
  await refuseTakenValues(drafts, classes)
  refuseNewTwins(drafts, (draft) =>
    draft.organisation
      ? identityKeys({
          identifiers: identifiersFor(draft, matching),
          organisationId: draft.organisation.id,
          valueOf: (field) => toldIdentity(draft, field),
        })
      : []
  )
  await refuseWrongPairs(drafts, classes)
  const ordered = inNamingOrder(drafts)
  checkRelations(drafts)
  return { ordered, references, relations: await KnownRelations.load(sourcesOf(drafts)) }
}

function wantedOf({ drafts, classes, organisations, options }: Placing) {
  const ids = new Set(drafts.flatMap(({ organisation }) => organisation?.id ?? []))
  const keys = new Set<string>()
  const names = new Set<string>()
  const numbers = new Set<string>()
  const dependentClassIds = new Set<number>()
  const matching = { classes, identifiesByName: options.identifiesByName }
  for (const draft of drafts) {
    const { ciClass, organisation, texts } = draft
    const number = texts.get('number')
    if (number) numbers.add(number.trim().toUpperCase())
    if (ciClass && classes.isDependent(ciClass.id)) dependentClassIds.add(ciClass.id)
    for (const [field, text] of texts) {
      if (!field.startsWith('relations.') && !isNamedItem(draft, field, classes)) continue
      for (const name of namesOf(text)) {
        if (isNumber(name)) numbers.add(name.toUpperCase())
        else if (organisation) names.add(nameKey(organisation.id, name))
      }
    }
    if (!organisation) continue
    const question = {
      identifiers: identifiersFor(draft, matching),
      organisationId: organisation.id,
    }
    const valueOf = (field: string) => toldIdentity(draft, field)
    for (const key of identityKeys({ ...question, valueOf })) keys.add(key)
  }
  const reachIds = organisations.map(({ id }) => id)
  return { organisationIds: [...ids], reachIds, keys, names, numbers, dependentClassIds }
}

/** Finds site, team, owner and service of a row. */
function refer(draft: ItemDraft, references: ItemReferences, { createsSites }: ItemImportOptions) {
  const { organisation, texts } = draft
  if (!organisation) return
  const finders = {
    site: (text: string) => references.site(organisation.id, text),
    supportTeam: (text: string) => references.team(text),
    changeTeam: (text: string) => references.team(text),
    owner: (text: string) => references.owner(organisation.id, text),
    service: (text: string) => references.service(text),
  }
  for (const [column, find] of Object.entries(finders)) {
    const text = texts.get(column)
    if (text === undefined) continue
    const found = find(text)
    const field = fieldOfColumn(column)
    if (found && found !== 'several') {
      draft.values[field] = found.id
      draft.shown[field] = found.label
    } else if (column === 'site' && !found && createsSites) draft.newSite = text.slice(0, 200)
    else complain(draft, column, `${found ? 'several' : 'unknown'}_${column}`)
  }
  // A site that is yet to be made has no id; it shows as a change all the same.
  if (draft.newSite) {
    draft.values.siteId = 0
    draft.shown.siteId = draft.newSite
  }
}

/** What a source has no say in is not told of a new item either: it can be neither required nor there. */
function forgetIgnored(draft: ItemDraft, { policies }: SourceFacts) {
  if (draft.item) return
  for (const [field, policy] of Object.entries(policies)) {
    if (policy === 'ignore') delete draft.values[field]
  }
  draft.named = draft.named.filter(({ field }) => field in draft.values)
}

function checkNew(draft: ItemDraft, { createsItems }: ItemImportOptions) {
  if (draft.item || isLost(draft)) return
  if (!draft.organisation) complain(draft, 'organisation', 'no_organisation')
  if (!draft.ciClass) complain(draft, 'class', 'no_class')
  if (!nameOf(draft)) complain(draft, 'name', 'no_name')
  if (!createsItems) complain(draft, null, 'not_known')
}

function sourcesOf(drafts: readonly ItemDraft[]): number[] {
  const ids = drafts.flatMap((draft) =>
    draft.relations.flatMap((relation) => endsOf(draft, relation)?.sourceId ?? [])
  )
  return [...new Set(ids)]
}

function newSites(drafts: readonly ItemDraft[]): string[] {
  const written = drafts.filter(({ status }) => status === 'new' || status === 'changed')
  const names = written.flatMap(({ newSite, organisation }) =>
    newSite && organisation ? `${organisation.name} › ${newSite}` : []
  )
  return names
}

function toPlannedRow(draft: ItemDraft): PlannedRow {
  const { row, status, item, cells, problems, candidates } = draft
  return {
    ...{ row, status, cells, candidates, problems: status === 'skipped' ? [] : problems },
    subjectId: item?.id ?? null,
    subjectVersion: item?.version ?? null,
  }
}

function byText(organisations: readonly OrganisationFacts[]) {
  const found = new Map<string, OrganisationFacts | 'several'>()
  for (const each of organisations) {
    const name = textIdentity(each.name)!
    found.set(name, found.has(name) ? 'several' : each)
  }
  // A code means one organisation, whatever others are called.
  for (const each of organisations) found.set(textIdentity(each.code)!, each)
  return found
}
