import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const FORMATS = ['xlsx', 'pdf'] as const
const LANGUAGES = ['ru', 'en'] as const

/** The client's report of a month as a file, for a shell or a timer. */
export default class ContractReport extends BaseCommand {
  static override commandName = 'contract:report'
  static override description = 'Write the report on a contract for a month to a file'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Number of the contract' })
  declare contract: string

  @flags.string({ description: 'Month, YYYY-MM' })
  declare month: string

  @flags.string({ description: 'xlsx or pdf', default: 'xlsx' })
  declare format: string

  @flags.string({ description: 'File to write' })
  declare out: string

  @flags.string({ description: "ru or en; the client's own language when absent" })
  declare language?: string

  override async run() {
    const problem = await this.#write()
    if (problem === null) return
    this.logger.error(problem)
    this.exitCode = 1
  }

  /** What is wrong with the request, or null when the file is written. */
  async #write(): Promise<string | null> {
    const { isMonth } = await import('#billing/workflow/report_period')
    const { isFutureMonth } = await import('#billing/queries/report_months')
    const format = FORMATS.find((known) => known === this.format)
    const language = LANGUAGES.find((known) => known === this.language) ?? null
    const month = this.month ?? ''
    if (!isMonth(month)) return `Not a month (YYYY-MM, 2019 or later): ${month}`
    if (!format) return `Not a format (xlsx, pdf): ${this.format}`
    if (this.language && !language) return `Not a language (ru, en): ${this.language}`
    if (!this.out) return 'Name a file to write with --out'

    const contract = await this.#findContract()
    if (!contract) return `No contract ${this.contract}`
    if (isFutureMonth(month, contract)) return `${month} has not come yet`
    return this.#save(contract.id, { format, language, preparedBy: null })
  }

  async #findContract() {
    const { default: Contract } = await import('#contracts/models/contract')
    return Contract.findBy('number', this.contract)
  }

  async #save(
    contractId: number,
    wanted: Parameters<typeof import('#billing/documents/make_document').makeDocument>[1]
  ) {
    const { contractReport } = await import('#billing/queries/contract_report')
    const { makeDocument } = await import('#billing/documents/make_document')
    const { writeFile } = await import('node:fs/promises')
    const { lookOfContract } = await import('#billing/queries/report_look')
    const report = await contractReport(contractId, this.month)
    const look = await lookOfContract(contractId)
    const { content } = await makeDocument(report, { ...wanted, look })
    try {
      await writeFile(this.out, content)
    } catch (error) {
      return `Cannot write ${this.out}: ${(error as Error).message}`
    }
    this.logger.success(`${this.out}: ${this.contract}, ${this.month}, ${content.byteLength} bytes`)
    return null
  }
}
