import type { ImportPlan, PlanInput, PlannedRow, RowChoices } from '#core/imports/import_types'
import { isStaleChoice } from '#core/imports/row_choices'
import { compare, wouldChange, type Context } from '#directory/imports/compare_person'
import { complain, isBad, isOpen, isSkipped, plain, type Draft } from '#directory/imports/draft'
import { importReach, type ImportReach } from '#directory/imports/import_reach'
import { KnownPeople } from '#directory/imports/known_people'
import { matchPeople } from '#directory/imports/match_people'
import { OrganisationNodes, type OrganisationNode } from '#directory/imports/organisation_nodes'
import {
  peopleImportOptions,
  type PeopleImportOptions,
} from '#directory/imports/people_import_options'
import { PlaceNodes, type PlaceNode } from '#directory/imports/place_nodes'
import { readDraft } from '#directory/imports/read_draft'
import { resolveManagers } from '#directory/imports/resolve_managers'
import { PeopleWriter } from '#directory/imports/write_people'
import type { PersonImportField } from '#directory/workflow/person_import_fields'
import i18nManager from '@adonisjs/i18n/services/main'

const ERASABLE = [
  ...(['email', 'phone', 'mobilePhone', 'jobTitle', 'department', 'site', 'manager'] as const),
  ...(['room', 'locale', 'timeZone'] as const),
]

/** People stand in the order of their managers, which takes all rows at once. */
export type PeoplePlan = ImportPlan & { rows: PlannedRow[] }

/** What the rows of a file would do to the people within the importer's reach. */
export async function planPeopleImport(input: PlanInput): Promise<PeoplePlan> {
  const options = peopleImportOptions(input.settings.options)
  const reach = await importReach(input.userId, options.withinId)
  const erased = erasedFields(input, options)
  const { choices = {} } = input.settings
  const drafts = await readDrafts(input, reach, erased)
  const context = await placeDrafts(drafts, { options, reach, erased, choices })
  const inOrder = resolveManagers(drafts, context)
  const rows = drafts.map((draft) => toPlannedRow(draft, context))
  const writer = new PeopleWriter(drafts)
  const rank = new Map(inOrder.map(({ row }, index) => [row, index]))
  return {
    ...{ rows, total: rows.length, portions: () => [rows] },
    extras: () => extrasOf(drafts, rows),
    prepare: (actor, wanted) => writer.prepare(actor, wanted),
    store: (trx, actor, row) => writer.store(trx, actor, row),
    order: (wanted) => wanted.toSorted((a, b) => (rank.get(a.row) ?? 0) - (rank.get(b.row) ?? 0)),
  }
}

function erasedFields({ settings }: PlanInput, { clearsEmpty }: PeopleImportOptions) {
  const mapped = ERASABLE.filter((field) => clearsEmpty && field in settings.columns)
  return new Set<PersonImportField>(mapped)
}

async function readDrafts(
  { rows }: PlanInput,
  { locale }: ImportReach,
  erased: ReadonlySet<PersonImportField>
) {
  const mobileLabel = i18nManager.locale(locale).t('imports.mobile_label')
  const drafts: Draft[] = []
  for await (const row of rows) drafts.push(await readDraft(row, { erased, mobileLabel }))
  return drafts
}

type Placing = {
  options: PeopleImportOptions
  reach: ImportReach
  erased: ReadonlySet<PersonImportField>
  choices: RowChoices
}

/** Finds organisation, person, site and department of every row. */
async function placeDrafts(drafts: Draft[], placing: Placing): Promise<Context> {
  const { options, reach, erased, choices } = placing
  const organisations = await OrganisationNodes.load({ reach, ...options })
  organisations.plan(drafts)
  const fallback = organisations.byId(options.organisationId)
  for (const draft of drafts) {
    draft.organisation = organisations.resolve(draft)
    draft.home = draft.organisation ?? (draft.texts.organisation ? null : fallback)
  }
  const people = await KnownPeople.load(reach, wantedOf(drafts))
  matchPeople(drafts, { people, organisations, choices })
  for (const draft of drafts) settleHome(draft, organisations)

  const homes = distinct(drafts.flatMap(({ home }) => home ?? []))
  const before = drafts.flatMap(
    ({ person }) => organisations.byId(person?.organisationId ?? null) ?? []
  )
  const all = distinct([...homes, ...before])
  const sites = await PlaceNodes.load('site', all, options.createsSites)
  const departments = await PlaceNodes.load('department', all, options.createsDepartments)
  for (const draft of drafts) {
    draft.site = placeOf(draft, 'site', sites, erased)
    draft.department = placeOf(draft, 'department', departments, erased)
    if (erased.has('manager') && !draft.texts.manager) draft.manager = null
  }
  return { people, organisations, sites, departments }
}

function wantedOf(drafts: readonly Draft[]) {
  const managers = drafts.flatMap(({ texts }) => texts.manager ?? [])
  return {
    organisationIds: distinct(drafts.flatMap(({ home }) => home?.id ?? [])),
    emails: [...drafts.flatMap(({ own }) => own.email ?? []), ...managers.filter(isAddress)].map(
      plain
    ),
    keys: drafts.flatMap(({ own }) => own.externalKey ?? []),
    names: managers.filter((text) => !isAddress(text)),
  }
}

/** Who is known stays where they are unless the row names another organisation. */
function settleHome(draft: Draft, organisations: OrganisationNodes) {
  const { person } = draft
  if (person && !draft.organisation) draft.home = organisations.byId(person.organisationId)
  if (person || isBad(draft) || isOpen(draft) || isSkipped(draft)) return
  if (!draft.own.displayName) complain(draft, 'displayName', 'validator.shared.messages.required')
  if (!draft.home) complain(draft, 'organisation', 'imports.problems.no_organisation')
}

function placeOf(
  draft: Draft,
  field: 'site' | 'department',
  nodes: PlaceNodes,
  erased: ReadonlySet<PersonImportField>
): PlaceNode | null | undefined {
  const { home, person, texts } = draft
  const name = texts[field]
  if (!name || !home) {
    // Sites and departments do not move along to another organisation.
    const moves = person !== null && home !== null && person.organisationId !== home.id
    const had = field === 'site' ? person?.siteId : person?.departmentId
    return erased.has(field) || (moves && had) ? null : undefined
  }
  const found = nodes.find(home, name)
  if (found !== null && found !== 'several') return found
  complain(draft, field, `imports.problems.${found === null ? 'unknown' : 'several'}_${field}`)
  return undefined
}

function toPlannedRow(draft: Draft, context: Context): PlannedRow {
  const { row, person, candidates, texts } = draft
  const problems = isSkipped(draft) ? [] : draft.problems
  const cells = compare(draft, context)
  // What could not be understood is shown as it stands in the file.
  for (const { field } of problems) {
    const text = field ? texts[field as PersonImportField] : undefined
    if (field && text !== undefined) cells[field] = { after: text }
  }
  return {
    ...{ row, cells, problems, candidates, status: statusOf(draft, wouldChange(cells)) },
    subjectId: person?.id ?? null,
    subjectVersion: person?.version ?? null,
  }
}

function statusOf(draft: Draft, changes: boolean): PlannedRow['status'] {
  if (isSkipped(draft)) return 'skipped'
  if (draft.problems.length > 0 && draft.problems.every(isStaleChoice)) return 'ambiguous'
  if (isBad(draft)) return 'error'
  if (isOpen(draft)) return 'ambiguous'
  if (draft.person === null) return 'new'
  return changes ? 'changed' : 'unchanged'
}

/** Only what rows that will be written need. */
function extrasOf(drafts: readonly Draft[], rows: readonly PlannedRow[]) {
  const written = drafts.filter((_, index) => ['new', 'changed'].includes(rows[index]!.status))
  const added = distinct(written.flatMap(({ home }) => (home ? withParents(home) : [])))
  const placeNames = (nodes: (PlaceNode | null | undefined)[]) =>
    distinct(nodes.flatMap((node) => (node && node.id === null ? node : []))).map(
      ({ name, organisation }) => `${organisation.name} › ${name}`
    )
  return {
    organisations: added
      .filter(({ id }) => id === null)
      .map(({ name, parent }) => (parent ? `${parent.name} › ${name}` : name)),
    departments: placeNames(written.map(({ department }) => department)),
    sites: placeNames(written.map(({ site }) => site)),
  }
}

function withParents(node: OrganisationNode): OrganisationNode[] {
  return node.parent ? [...withParents(node.parent), node] : [node]
}

function isAddress(text: string): boolean {
  return text.includes('@')
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
