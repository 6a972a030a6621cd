import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** How long a file of items takes with reconciliation, and that the second time it writes nothing. */
export default class BenchItemImport extends BaseCommand {
  static override commandName = 'bench:item-import'
  static override description = 'Measure the import of a file of configuration items'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Rows of the file', default: 50_000 })
  declare rows: number

  @flags.boolean({ description: 'In this process in place of one that starts as jobs do' })
  declare here: boolean

  override async run() {
    if (!this.here) return this.#asJob()
    const { measureItemImport } = await import('#database/bench/item_import')
    const { seconds, again, megabytes } = await measureItemImport(this.rows)
    const peak = `peak ${megabytes} MB, second check ${again.toFixed(1)} s`
    this.logger.info(`${this.rows} items imported (${peak}) in ${seconds.toFixed(2)} s`)
  }

  /** Imports run in the process of jobs: what it takes at most is measured there. */
  async #asJob() {
    const { JOB_NODE_FLAGS } = await import('#core/process_memory')
    const child = fork(
      this.app.makePath('ace.js'),
      ['bench:item-import', '--here', `--rows=${this.rows}`],
      { cwd: this.app.makePath(), execArgv: [...JOB_NODE_FLAGS] }
    )
    const [code] = (await once(child, 'exit')) as [number | null]
    this.exitCode = code ?? 1
  }
}
