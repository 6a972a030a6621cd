import { requestLdapRun } from '#directory/actions/request_ldap_run'
import { LdapRunUnderWay } from '#directory/errors/ldap'
import LdapSource from '#directory/models/ldap_source'
import { Job } from '@adonisjs/queue'

/** Each hour: the directories that are read on schedule. */
export default class SynchroniseDirectoriesJob extends Job<Record<string, never>> {
  async execute() {
    const sources = await LdapSource.query().where({ isActive: true, isScheduled: true })
    for (const { id: sourceId } of sources) {
      try {
        await requestLdapRun.handle({ actor: null, sourceId, kind: 'sync' })
      } catch (error) {
        // The last one is still at it; the next hour comes.
        if (!(error instanceof LdapRunUnderWay)) throw error
      }
    }
  }
}
