import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Fills an empty database with the data that speed is measured on. */
export default class BenchLoad extends BaseCommand {
  static override commandName = 'bench:load'
  static override description = "Load the files of the benchmark's generator into an empty database"
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Folder with the files that bench/generate.mjs wrote' })
  declare directory: string

  override async run() {
    const { BenchLoadRefused, loadBenchData } = await import('#database/bench/load_bench_data')
    const parts = new Map<string, { rows: number; ended: number }>()
    const started = performance.now()
    try {
      await loadBenchData(this.directory, ({ part, rows }) => {
        const known = parts.get(part)?.rows ?? 0
        parts.set(part, { rows: known + rows, ended: performance.now() })
      })
      this.#report(parts, started)
    } catch (error) {
      if (!(error instanceof BenchLoadRefused)) throw error
      this.logger.error(error.message)
      this.exitCode = 1
    }
  }

  #report(parts: Map<string, { rows: number; ended: number }>, started: number) {
    let from = started
    let total = 0
    for (const [part, { rows, ended }] of parts) {
      this.#line(part, rows, ended - from)
      from = ended
      total += rows
    }
    this.#line('total', total, from - started)
  }

  #line(part: string, rows: number, milliseconds: number) {
    const seconds = milliseconds / 1000
    const rate = Math.round(rows / Math.max(seconds, 0.001))
    this.logger.info(`${part}: ${rows} rows in ${seconds.toFixed(1)} s, ${rate} rows per second`)
  }
}
