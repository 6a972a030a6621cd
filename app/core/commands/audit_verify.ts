import type { Verification } from '#core/queries/verify_audit'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const SHOWN_FINDINGS = 100
const PROGRESS_ROWS = 100_000

// Every command is loaded before the application starts: what needs a database is imported later.
export default class AuditVerify extends BaseCommand {
  static override commandName = 'audit:verify'
  static override description =
    'Check that no sealed row of the audit was altered, removed, moved or put in'
  static override help = [
    'Recomputes every seal and names each row or seal that does not fit; ends with code 1 if there is one.',
    'The last lines give the head of the chain. Note it outside the database (it also stands in the log of',
    'the jobs) and hand it in later: then even a replaced end of the chain is found.',
    '',
    '{{ binaryName }} audit:verify --known=HASH',
  ]

  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Hash of a seal noted earlier, which the chain must still hold' })
  declare known: string

  override async run() {
    const { verifyAudit } = await import('#core/queries/verify_audit')
    const start = performance.now()
    let told = 0
    const result = await verifyAudit({
      knownHash: this.known || undefined,
      onProgress: (rows) => {
        if (rows < told + PROGRESS_ROWS) return
        told = rows
        this.logger.info(`${rows} rows`)
      },
    })
    await this.#report(result, (performance.now() - start) / 1000)
  }

  async #report(result: Verification, seconds: number) {
    const { sentenceOf } = await import('#core/queries/audit_finding')
    for (const finding of result.findings.slice(0, SHOWN_FINDINGS)) {
      this.logger.error(sentenceOf(finding))
    }
    const total = result.findings.length + result.unnamed
    if (total > SHOWN_FINDINGS) this.logger.error(`… ${total - SHOWN_FINDINGS} findings more`)

    const rate = Math.round(result.rows / Math.max(seconds, 0.001))
    this.logger.info(
      `${result.rows} rows under ${result.seals} seals in ${seconds.toFixed(1)} s, ${rate} rows per second`
    )
    this.logger.info(
      `${result.unsealed} rows wait for their seal, ${result.erasedValues} personal values were erased`
    )
    if (result.head) {
      this.logger.info(`Head of the chain: seal ${result.head.sealId}, ${result.head.hash}`)
    }

    this.exitCode = total > 0 ? 1 : 0
    if (total > 0) this.logger.error(`The audit does not hold: ${total} findings`)
    else this.logger.success('The audit holds')
  }
}
