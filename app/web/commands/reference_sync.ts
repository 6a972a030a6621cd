import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Brings the data Opora ships with to this version; part of every installation and upgrade. */
export default class ReferenceSync extends BaseCommand {
  static override commandName = 'reference:sync'
  static override description = 'Bring roles, classes and other reference data to this version'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    // Loaded before the application starts, models would be made without its services.
    const { syncReferenceData } = await import('#database/reference/sync')
    await syncReferenceData()
    this.logger.success('Reference data is up to date')
  }
}
