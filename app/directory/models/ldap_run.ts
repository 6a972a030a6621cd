import { LdapRunSchema } from '#database/schema'
import BackgroundTask from '#core/models/background_task'
import LdapSource from '#directory/models/ldap_source'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** One reading of a directory: what was found and what came of it. */
export default class LdapRun extends LdapRunSchema {
  @belongsTo(() => LdapSource)
  declare source: BelongsTo<typeof LdapSource>

  @belongsTo(() => BackgroundTask, { foreignKey: 'backgroundTaskId' })
  declare task: BelongsTo<typeof BackgroundTask>

  get isFinished() {
    return this.state !== 'queued' && this.state !== 'running'
  }
}
