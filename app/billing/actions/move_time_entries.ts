import TimeEntry from '#billing/models/time_entry'
import { obstacleTo, TIME_STEPS, type TimeStep } from '#billing/workflow/time_entry_steps'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { formatMinutes } from '#core/duration'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** An entry as the person saw it. */
export type SeenEntry = { id: number; version: number }

type Command = {
  actor: Actor
  step: TimeStep
  /** Those the actor may touch; at most 500. */
  entries: readonly SeenEntry[]
  /** The question an entry goes back with. */
  note?: string | null
}

/** How many went, and how many did not because they are not as they were seen. */
export type MovedEntries = { moved: number; stale: number; refused: number }

/**
 * Moves many entries by one step of their life (§2.8), each with its line in the ticket's history.
 * Those somebody else has changed since, or for which the step is not to be taken, stay as they are
 * and are counted: a lead who approves a page of forty is not stopped by one.
 */
export const moveTimeEntries = {
  async handle(command: Command): Promise<MovedEntries> {
    return inTransaction((trx) => move(trx, command))
  },
}

async function move(
  trx: TransactionClientContract,
  { actor, step, entries, note = null }: Command
): Promise<MovedEntries> {
  const seen = new Map(entries.map(({ id, version }) => [id, version]))
  const locked = await TimeEntry.query({ client: trx })
    .whereIn('id', [...seen.keys()])
    .orderBy('id')
    .forUpdate()
  const fresh = locked.filter(({ id, version }) => seen.get(id) === version)
  const moved = fresh.filter((entry) => obstacleTo(step, entry, actor.personId) === null)
  await store(trx, moved, { actor, step, note })
  return {
    moved: moved.length,
    stale: seen.size - fresh.length,
    refused: fresh.length - moved.length,
  }
}

type Moving = { actor: Actor; step: TimeStep; note: string | null }

async function store(
  trx: TransactionClientContract,
  entries: readonly TimeEntry[],
  { actor, step, note }: Moving
) {
  if (entries.length === 0) return
  const { to, by } = TIME_STEPS[step]
  const at = clock.now()
  const decision = { decided_by_id: actor.personId, decided_at: toSqlUtc(at), decision_note: note }
  const none = { decided_by_id: null, decided_at: null, decision_note: null }
  await trx
    .from('time_entries')
    .whereIn(
      'id',
      entries.map(({ id }) => id)
    )
    .update({
      state: to,
      version: trx.raw('version + 1'),
      updated_at: toSqlUtc(at),
      ...(by === 'approver' ? decision : none),
    })
  await recordAudits(
    trx,
    entries.map((entry) => ({
      ...{ actor, subjectType: 'ticket', subjectId: entry.ticketId, reason: note },
      ...{ organisationId: entry.organisationId, action: `time.${PAST[step]}` },
      changes: [
        { field: 'timeEntryState', before: entry.state, after: to },
        { field: 'time', before: null, after: formatMinutes(entry.rawMinutes) },
      ],
    }))
  )
}

const PAST: Record<TimeStep, string> = {
  submit: 'submitted',
  withdraw: 'withdrawn',
  approve: 'approved',
  reject: 'rejected',
}
