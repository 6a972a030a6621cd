import type { ImportCounts } from '#tickets/actions/import_servicenow_log'
import type { RejectedRow } from '#tickets/queries/read_servicenow_log'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { IANAZone } from 'luxon'
import { writeFile } from 'node:fs/promises'

const SHOWN_REJECTIONS = 20
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u

// Every command is loaded before the application starts: what needs a database is imported later.
export default class ImportServicenow extends BaseCommand {
  static override commandName = 'import:servicenow'
  static override description =
    'Import incidents with their whole history from a ServiceNow event log (CSV)'
  static override help = [
    'One row per update of an incident, times as dd-mm-yyyy hh:mm in the zone, `?` for unknown.',
    'The organisation is created when there is none with the code. Callers become its people, assignees',
    'people of the provider, groups teams. The priority of the file stays. With an active contract on the',
    'day an incident was opened its clocks are computed from the history.',
    '',
    'An incident whose number was imported for the organisation before is skipped as a whole, also when the',
    'file has newer rows of it: a second run changes nothing. A bad row is rejected with line and reason,',
    'the others are imported. A file that is no event log changes nothing and ends with code 1.',
    '',
    '{{ binaryName }} import:servicenow incidents.csv --organisation=ACME --zone=Europe/Moscow',
  ]

  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Path to the CSV file' })
  declare file: string

  @flags.string({ description: 'Code of the client organisation', required: true })
  declare organisation: string

  @flags.string({ description: 'Name of the organisation if it is created; its code by default' })
  declare name: string

  @flags.string({ description: 'IANA time zone of the times in the file', default: 'UTC' })
  declare zone: string

  @flags.string({ description: 'Write every rejected row with its reason into this CSV file' })
  declare rejects: string

  override async run() {
    const problem = this.#inputProblem()
    if (problem) return this.#refuse(problem)

    const { LogUnreadable, readServicenowLog } =
      await import('#tickets/queries/read_servicenow_log')
    try {
      const log = await readServicenowLog(this.file, this.zone)
      this.logger.info(`Read ${log.acceptedRows} good rows of ${log.incidents.size} incidents`)
      if (this.rejects) await writeFile(this.rejects, toCsv(log.rejected))
      this.#report(await this.#import(log.incidents), log.rejected)
    } catch (error) {
      if (!(error instanceof LogUnreadable)) throw error
      this.#refuse(`${this.file}: ${error.message} Nothing was imported.`)
    }
  }

  #inputProblem(): string | null {
    if (!this.organisation || !CODE.test(this.organisation)) {
      return '--organisation needs a code: up to 40 letters, digits, dots, dashes or underscores.'
    }
    return IANAZone.isValidZone(this.zone) ? null : `--zone: there is no time zone "${this.zone}".`
  }

  #refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }

  async #import(
    incidents: Awaited<
      ReturnType<typeof import('#tickets/queries/read_servicenow_log').readServicenowLog>
    >['incidents']
  ) {
    const { importServicenowLog } = await import('#tickets/actions/import_servicenow_log')
    const { organisation, name, zone } = this
    return importServicenowLog.handle({
      incidents,
      organisationCode: organisation,
      organisationName: name || organisation,
      zone,
      onProgress: (done, total) => this.logger.info(`${done} of ${total} incidents`),
    })
  }

  #report(counts: ImportCounts, rejected: RejectedRow[]) {
    for (const { line, reason } of rejected.slice(0, SHOWN_REJECTIONS)) {
      this.logger.warning(`Line ${line}: ${reason}`)
    }
    const hidden = rejected.length - SHOWN_REJECTIONS
    if (hidden > 0) this.logger.warning(`… and ${hidden} more rejected rows`)

    const { incidents, events, people, skippedIncidents, skippedEvents } = counts
    const table = this.ui.table().head(['', 'Count'])
    table.row(['Incidents imported', String(incidents)]).row(['Events imported', String(events)])
    table.row(['People created', String(people)])
    table.row([
      'Skipped, imported before',
      `${skippedIncidents} incidents, ${skippedEvents} events`,
    ])
    table.row(['Rows rejected', String(rejected.length)]).render()
  }
}

function toCsv(rejected: RejectedRow[]): string {
  const rows = rejected.map(({ line, reason }) => `${line},"${reason.replaceAll('"', '""')}"`)
  return ['line,reason', ...rows, ''].join('\n')
}
