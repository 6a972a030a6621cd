import { BaseSchema } from '@adonisjs/lucid/schema'
import { QueueSchemaService } from '@boringnode/queue'

/** Tables of the job queue's database driver. */
export default class extends BaseSchema {
  override async up() {
    const service = new QueueSchemaService(this.db.getWriteClient())
    await service.createJobsTable()
    await service.createSchedulesTable()
  }

  override async down() {
    const service = new QueueSchemaService(this.db.getWriteClient())
    await service.dropSchedulesTable()
    await service.dropJobsTable()
  }
}
