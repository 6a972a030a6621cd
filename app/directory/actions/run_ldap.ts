import { LDAP_LIMITS } from '#config/ldap'
import type { TaskResult } from '#core/actions/run_background_task'
import { clock } from '#core/clock'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import BackgroundTask from '#core/models/background_task'
import { applyLdap, prepareLdap, vanishing } from '#directory/actions/apply_ldap'
import { DirectoryFailure } from '#directory/ldap/ldap_failure'
import type { LdapTally } from '#directory/ldap/ldap_sync'
import { readDirectory, type DirectoryContents } from '#directory/ldap/read_directory'
import LdapRun from '#directory/models/ldap_run'
import LdapSource from '#directory/models/ldap_source'
import type { LdapPreview, LdapProblem } from '#directory/models/ldap_types'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import db from '@adonisjs/lucid/services/db'

type RunInput = { runId: number; ignoresGuard: boolean }

/** The work of a task of kind `ldap_run`: reads everything first, then writes. Throws DirectoryFailure. */
export async function runLdap(task: BackgroundTask): Promise<TaskResult> {
  const { runId, ignoresGuard } = task.input as RunInput
  const run = await LdapRun.findOrFail(runId)
  const source = await LdapSource.query()
    .where('id', run.ldapSourceId)
    .preload('mappings', (mappings) => void mappings.orderBy('id'))
    .firstOrFail()
  await run.merge({ state: 'running' }).save()
  const contents = await readDirectory(source)
  const advance = async (progressDone: number, progressTotal: number) => {
    await task.merge({ progressDone, progressTotal }).save()
  }
  const tally =
    run.kind === 'test'
      ? await tryOut(run, source, contents)
      : await applyLdap.handle({ source, contents, ignoresGuard, advance })
  await finish(run, tally)
  return problemFile(tally.problems)
}

/** Notes why nothing came of a run and returns the word for it; nothing else was written. */
export async function failLdapRun(taskId: number, error: unknown): Promise<string> {
  const known = error instanceof DirectoryFailure ? error : null
  const code = known?.code ?? 'failed'
  const task = await BackgroundTask.find(taskId)
  const run = task && (await LdapRun.find((task.input as RunInput).runId))
  if (run && !run.isFinished) {
    const state = code === 'guard' ? 'refused' : 'failed'
    const errorDetail = known?.detail ?? null
    await run.merge({ state, errorCode: code, errorDetail, finishedAt: clock.now() }).save()
  }
  return code === 'failed' ? 'failed' : 'directory'
}

/** What a run would do, and the first entries as they would be taken. */
async function tryOut(
  run: LdapRun,
  source: LdapSource,
  contents: DirectoryContents
): Promise<LdapTally> {
  const sync = await prepareLdap(source, contents)
  const { created, adopted } = sync.plan
  const { gone, known, isTooMany } = vanishing(sync)
  if (isTooMany) run.merge({ errorCode: 'guard', errorDetail: `${gone}/${known}` })
  run.preview = contents.entries
    .slice(0, LDAP_LIMITS.preview)
    .map((entry) => toPreview(entry, contents))
  const tally = { created: created.length, changed: adopted.length, deactivated: gone }
  return { ...sync.tally, ...tally, unchanged: sync.plan.linked.length }
}

function toPreview(entry: LdapEntry, { membership }: DirectoryContents): LdapPreview {
  const { dn, name, email, phone, jobTitle, department, site, isDisabled } = entry
  const groups = [...membership].filter(([, keys]) => keys.has(entry.key)).map(([group]) => group)
  return { dn, name, email, phone, jobTitle, department, site, isDisabled, groups }
}

async function finish(run: LdapRun, { problems, ...tally }: LdapTally) {
  await run
    .merge({
      ...tally,
      ...{ failed: problems.length, problems: problems.slice(0, LDAP_LIMITS.problems) },
      ...{ state: 'done', finishedAt: clock.now() },
    })
    .save()
  await forgetOldRuns(run.ldapSourceId)
}

async function forgetOldRuns(sourceId: number) {
  const runs = () => db.from('ldap_runs').where('ldap_source_id', sourceId)
  const oldest = await runs()
    .orderBy('id', 'desc')
    .offset(LDAP_LIMITS.runsKept - 1)
    .limit(1)
    .first()
  if (oldest) await runs().where('id', '<', oldest.id).delete()
}

function problemFile(problems: LdapProblem[]): TaskResult {
  const lines = problems.map(({ dn, code, detail }) => csvLine([dn, code, detail ?? ''], 'ru'))
  const text = BYTE_ORDER_MARK + csvLine(['DN', 'reason', 'detail'], 'ru') + lines.join('')
  return { name: 'directory-problems.csv', type: 'text/csv', content: Buffer.from(text) }
}
