import { LDAP_LIMITS } from '#config/ldap'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import { LdapRunUnderWay, LdapSourceOff } from '#directory/errors/ldap'
import RunLdapJob from '#directory/jobs/run_ldap_job'
import LdapRun from '#directory/models/ldap_run'
import LdapSource from '#directory/models/ldap_source'
import type { LdapRunKind } from '#directory/models/ldap_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  /** Null is the schedule. */
  actor: Actor | null
  sourceId: number
  kind: LdapRunKind
  /** Lets people vanish however many they are: somebody looked. */
  ignoresGuard?: boolean
}

/**
 * Has a directory read in the background, one run of a source at a time. Throws LdapRunUnderWay,
 * LdapSourceOff.
 */
export const requestLdapRun = {
  async handle(input: Input): Promise<LdapRun> {
    const { run, task } = await inTransaction((trx) => this.create(trx, input))
    await RunLdapJob.dispatch({ taskId: task.id })
    return run
  },

  async create(trx: TransactionClientContract, { actor, sourceId, kind, ...input }: Input) {
    const source = await LdapSource.query({ client: trx })
      .where('id', sourceId)
      .forUpdate()
      .firstOrFail()
    if (kind === 'sync' && !source.isActive) throw new LdapSourceOff()
    await refuseSecond(trx, sourceId)
    const run = await LdapRun.create(
      {
        ...{ ldapSourceId: sourceId, kind, state: 'queued', startedAt: clock.now() },
        ...{ requestedByUserId: actor?.userId ?? null, problems: [], preview: [] },
      },
      { client: trx }
    )
    const ignoresGuard = input.ignoresGuard ?? false
    const task = await BackgroundTask.create(
      {
        ...{ kind: 'ldap_run', requestedByUserId: actor?.userId ?? null, organisationId: null },
        ...{ input: { runId: run.id, ignoresGuard }, state: 'queued' },
        ...{ progressDone: 0, progressTotal: 0 },
      },
      { client: trx }
    )
    await run.merge({ backgroundTaskId: task.id }).save()
    if (actor) {
      await recordAudit(trx, {
        ...{ actor, subjectType: 'ldap_source', subjectId: sourceId, organisationId: null },
        action: kind === 'test' ? 'ldap_source.tested' : 'ldap_source.sync_requested',
        changes: ignoresGuard ? [{ field: 'ignoresGuard', before: null, after: true }] : [],
      })
    }
    return { run, task }
  },
}

/** A run whose machine went down in the middle is given up, so that it holds up no other. */
async function refuseSecond(trx: TransactionClientContract, sourceId: number) {
  const now = clock.now()
  const open = () =>
    trx.from('ldap_runs').where('ldap_source_id', sourceId).whereIn('state', ['queued', 'running'])
  await open()
    .where('started_at', '<', toSqlUtc(now.minus({ minutes: LDAP_LIMITS.lostAfterMinutes })))
    .update({ state: 'failed', error_code: 'lost', finished_at: toSqlUtc(now) })
  if (await open().select('id').first()) throw new LdapRunUnderWay()
}
