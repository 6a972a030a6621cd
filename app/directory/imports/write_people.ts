import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import type { PlannedRow, RowProblem } from '#core/imports/import_types'
import { createOrganisation } from '#directory/actions/create_organisation'
import { saveDepartment } from '#directory/actions/save_department'
import { savePersonIn } from '#directory/actions/save_person'
import { saveSite } from '#directory/actions/save_site'
import type { Draft, Manager } from '#directory/imports/draft'
import type { OrganisationNode } from '#directory/imports/organisation_nodes'
import type { PlaceNode } from '#directory/imports/place_nodes'
import { columnOf } from '#directory/imports/read_draft'
import Organisation from '#directory/models/organisation'
import { organisationCode } from '#directory/workflow/organisation_code'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A manager whose own row was refused a moment before. */
class ManagerNotImported extends Refusal {
  constructor(row: number) {
    super(
      'imports.problems.manager_not_imported',
      { row } satisfies RowProblem['params'],
      'managerId'
    )
  }
}

/** Writes rows by the very actions of the person's form, so that its rules hold here too. */
export class PeopleWriter {
  readonly #drafts: ReadonlyMap<number, Draft>
  /** By row: who was added. */
  readonly #added = new Map<number, number>()

  constructor(drafts: readonly Draft[]) {
    this.#drafts = new Map(drafts.map((draft) => [draft.row, draft]))
  }

  /** Organisations, then what is in them; each is a change of its own with its own history. */
  async prepare(actor: Actor, rows: readonly PlannedRow[]) {
    const drafts = rows.map(({ row }) => this.#drafts.get(row)!)
    for (const { home } of drafts) if (home) await this.#prepareOrganisation(actor, home)
    for (const { site, department } of drafts) {
      if (site && site.id === null) await this.#prepareSite(actor, site)
      if (department && department.id === null) await this.#prepareDepartment(actor, department)
    }
  }

  async store(
    trx: TransactionClientContract,
    actor: Actor,
    { row, cells }: PlannedRow
  ): Promise<number> {
    const draft = this.#drafts.get(row)!
    const values = this.#values(draft, new Set(Object.keys(cells)))
    try {
      const { person } = draft
      const saved = person
        ? await savePersonIn(trx, {
            ...{ actor, personId: person.id, seenVersion: person.version, values },
          })
        : await savePersonIn(trx, {
            ...{ actor, personId: null },
            values: {
              ...values,
              displayName: draft.own.displayName!,
              organisationId: draft.home!.id!,
            },
          })
      this.#added.set(row, saved.id)
      return saved.id
    } catch (error) {
      throw withColumn(error, draft)
    }
  }

  #values(draft: Draft, told: ReadonlySet<string>) {
    const { own, organisation, site, department, manager } = draft
    return {
      ...own,
      ...(organisation && told.has('organisation') ? { organisationId: organisation.id! } : {}),
      ...(site === undefined ? {} : { siteId: site?.id ?? null }),
      ...(department === undefined ? {} : { departmentId: department?.id ?? null }),
      ...(manager === undefined ? {} : { managerId: this.#managerId(manager) }),
    }
  }

  #managerId(manager: Manager | null): number | null {
    if (manager === null) return null
    if ('person' in manager) return manager.person.id
    const { row, person } = manager.draft
    const id = person?.id ?? this.#added.get(row)
    if (id === undefined) throw new ManagerNotImported(row)
    return id
  }

  async #prepareOrganisation(actor: Actor, node: OrganisationNode) {
    if (node.id !== null) return
    if (node.parent) await this.#prepareOrganisation(actor, node.parent)
    const { name, parent, timeZone, locale } = node
    const organisation = await createOrganisation.handle({
      actor,
      values: {
        ...{ name, timeZone, locale, parentId: parent?.id ?? null, isActive: true },
        code: node.code ?? (await freeCode(name)),
        kind: parent ? 'part' : 'client',
        ...{ legalName: null, taxNumber: null, taxRegistrationCode: null },
        ...{ address: null, bankDetails: null },
      },
    })
    node.id = organisation.id
  }

  async #prepareSite(actor: Actor, node: PlaceNode) {
    const { name, organisation } = node
    const values = { name, address: null, timeZone: organisation.timeZone }
    const place = { actor, organisationId: organisation.id!, siteId: null, values }
    node.id = (await saveSite.handle(place)).id
  }

  async #prepareDepartment(actor: Actor, node: PlaceNode) {
    const values = { name: node.name, parentId: null, headPersonId: null, isActive: true }
    const organisationId = node.organisation.id!
    const place = { actor, organisationId, departmentId: null, values }
    node.id = (await saveDepartment.handle(place)).id
  }
}

async function freeCode(name: string): Promise<string> {
  const codes = await Organisation.query().select('code')
  const taken = new Set(codes.map(({ code }) => code.toLowerCase()))
  return organisationCode(name, (code) => taken.has(code.toLowerCase()))
}

/** The rules name fields of the form; the file has columns. */
function withColumn(error: unknown, draft: Draft): unknown {
  if (!(error instanceof Refusal) || error.field === undefined) return error
  return new Refusal(error.messageKey, error.params, columnOf(draft, error.field))
}
