import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { LdapSourceInUse } from '#directory/errors/ldap'
import LdapSource from '#directory/models/ldap_source'

type Input = { actor: Actor; sourceId: number; seenVersion: number }

/** Removes a directory that nobody came from yet. Throws StaleRecord, LdapSourceInUse. */
export const deleteLdapSource = {
  async handle({ actor, sourceId, seenVersion }: Input) {
    await inTransaction(async (trx) => {
      const source = await LdapSource.query({ client: trx })
        .where('id', sourceId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'ldap_source', source, seenVersion)
      const [counted] = await trx
        .from('ldap_people')
        .where('ldap_source_id', sourceId)
        .count('* as total')
      const people = Number(counted.total)
      if (people > 0) throw new LdapSourceInUse(people)
      await source.useTransaction(trx).delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'ldap_source', subjectId: sourceId, organisationId: null },
        action: 'ldap_source.deleted',
        changes: [{ field: 'name', before: source.name, after: null }],
      })
    })
  },
}
