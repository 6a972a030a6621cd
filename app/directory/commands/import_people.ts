import type { PlannedRow, RowProblem, StoredRow } from '#core/imports/import_types'
import type { PeoplePlan } from '#directory/imports/plan_people_import'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const SHOWN_ROWS = 50

// Every command is loaded before the application starts: what needs a database is imported later.
export default class ImportPeople extends BaseCommand {
  static override commandName = 'import:people'
  static override description =
    'Import people of an organisation and all below it from Excel or CSV'
  static override help = [
    'Columns are found by their headings, in Russian or English, as on the page of the import. Rows that',
    'name no organisation belong to the given one; organisations outside of it do not exist here. Rows are',
    'good or bad one by one: bad ones are told with the reason and the others are imported. A second run of',
    'the same file changes nothing. With rows that were not taken the command ends with code 2.',
    '',
    '{{ binaryName }} import:people people.xlsx --organisation=ACME --dry-run',
  ]

  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Path to the .xlsx or CSV file' })
  declare file: string

  @flags.string({ description: 'Code of the organisation', required: true })
  declare organisation: string

  @flags.string({ description: 'Sheet of the workbook; its first one by default' })
  declare sheet: string

  @flags.boolean({ description: 'Only tell what would change' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Create organisations that the file names and nobody knows' })
  declare createOrganisations: boolean

  @flags.boolean({ description: 'Create departments and sites nobody knows', default: true })
  declare createPlaces: boolean

  @flags.boolean({ description: 'Empty cells erase what is known' })
  declare clearEmpty: boolean

  @flags.boolean({ description: 'Go on though more than 30 % of the known people would change' })
  declare allowMassive: boolean

  override async run() {
    const { Refusal } = await import('#core/errors')
    try {
      await this.#import()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refuse(await this.#words(error.messageKey, error.params))
    }
  }

  async #import() {
    const { planPeopleFile } = await import('#directory/actions/import_people_file')
    const plan = await planPeopleFile({
      ...{ path: this.file, organisationCode: this.organisation, sheet: this.sheet ?? null },
      createsOrganisations: this.createOrganisations ?? false,
      createsPlaces: this.createPlaces,
      clearsEmpty: this.clearEmpty ?? false,
    })
    const { RowCount } = await import('#core/imports/count_rows')
    const { statuses, isMassive } = new RowCount().add(plan.rows).counts(plan.extras())
    this.logger.info(
      Object.entries(statuses)
        .map(([key, n]) => `${key}: ${n}`)
        .join(', ')
    )
    await this.#tell(plan.rows)
    if (this.dryRun) return this.#end(statuses.error + statuses.ambiguous)
    if (isMassive && !this.allowMassive) {
      return this.#refuse(
        'More than 30 % of the known people would change: --allow-massive goes on.'
      )
    }
    const refused = await this.#store(plan)
    this.#end(statuses.error + statuses.ambiguous + refused)
  }

  async #store(plan: PeoplePlan): Promise<number> {
    const { storePeople } = await import('#directory/actions/import_people_file')
    const done = await storePeople(plan)
    const refused = done.filter(({ outcome }) => outcome === 'refused')
    for (const row of refused) await this.#warn(row)
    const written = done.length - refused.length
    this.logger.success(written > 0 ? `Rows written: ${written}` : 'Nothing changed')
    return refused.length
  }

  async #tell(rows: PlannedRow[]) {
    const bad = rows.filter(({ status }) => status === 'error' || status === 'ambiguous')
    for (const row of bad.slice(0, SHOWN_ROWS)) await this.#warn(row)
    const hidden = bad.length - SHOWN_ROWS
    if (hidden > 0) this.logger.warning(`… and ${hidden} more rows`)
  }

  async #warn({ row, problems }: Pick<StoredRow, 'row' | 'problems'>) {
    const told: RowProblem[] =
      problems.length > 0
        ? problems
        : [{ field: null, key: 'imports.problems.several_people', params: {} }]
    for (const { field, key, params } of told) {
      const text = await this.#words(key, params)
      this.logger.warning(`Row ${row}${field ? `, ${field}` : ''}: ${text}`)
    }
  }

  async #words(key: string, params: RowProblem['params']) {
    const { default: i18nManager } = await import('@adonisjs/i18n/services/main')
    return i18nManager.locale('en').t(key, params)
  }

  #end(bad: number) {
    if (bad > 0) this.exitCode = 2
  }

  #refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
