import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import Calendar from '#calendars/models/calendar'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import EscalationRule from '#sla/models/escalation_rule'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

const PORTION = 2_000
const TARGET = 60
const DAY: [string, string][] = [['00:00', '24:00']]

type World = Awaited<ReturnType<typeof makeWorld>>

/**
 * Open clocks, a ticket each, with their timers; `due` of them are due now, one half by a breach and
 * one half by an escalation that tells the assignee. False when there are tickets already.
 */
export async function loadOpenClocks(clocks: number, due: number): Promise<boolean> {
  if (await db.from('tickets').first()) return false
  const world = await makeWorld()
  for (let first = 1; first <= clocks; first += PORTION) {
    const ids = Array.from({ length: Math.min(PORTION, clocks - first + 1) }, (_, n) => first + n)
    await storePortion(world, ids, due)
  }
  return true
}

async function makeWorld() {
  const organisation = await Organisation.create({
    ...{ code: 'BENCH', name: 'Bench', kind: 'provider', path: '', timeZone: 'UTC' },
    ...{ locale: 'en', isActive: true, version: 1 },
  })
  await organisation.merge({ path: `/${organisation.id}/` }).save()
  const person = await Person.create({
    ...{ organisationId: organisation.id, displayName: 'Agent', isActive: true, isVip: false },
    version: 1,
  })
  // Past the model, which would hash a password that nobody signs in with.
  await db.table('users').insert({
    ...{ person_id: person.id, email: 'agent@bench.test', password: '-', locale: 'en' },
    ...{ theme: 'system', single_key_shortcuts: true, is_active: true },
    ...{ created_at: toSqlUtc(clock.now()), updated_at: toSqlUtc(clock.now()) },
  })
  const team = await Team.create({ code: 'BENCH', name: 'Bench', tier: 1, isActive: true })
  const week = { '1': DAY, '2': DAY, '3': DAY, '4': DAY, '5': DAY, '6': DAY, '7': DAY }
  const calendar = await Calendar.create({
    ...{ code: 'BENCH', nameRu: 'Bench', nameEn: 'Bench', timeZone: 'UTC', week, version: 1 },
  })
  const agreement = await Agreement.create({
    ...{ code: 'BENCH', kind: 'sla', nameRu: 'Bench', nameEn: 'Bench', calendarId: calendar.id },
    ...{ validFrom: '2020-01-01', validTo: null, pauseStates: [], version: 1 },
  })
  const target = await AgreementTarget.create({
    ...{ agreementId: agreement.id, metric: 'resolution', ticketKind: 'incident' },
    ...{ priority: null, targetMinutes: TARGET },
  })
  const rule = await EscalationRule.create({
    ...{ agreementId: agreement.id, agreementTargetId: null, metric: 'resolution' },
    ...{ moment: 'percent', amount: 50, isWallClock: false, repeatMinutes: null, repeatMax: 0 },
    actions: [
      {
        ...{ kind: 'notify', assignee: true, teamLeads: false, accountManager: false },
        ...{ personIds: [], teamIds: [] },
      },
    ],
  })
  await ensureVersion(calendar)
  return { organisation, person, team, calendar, agreement, target, rule, now: clock.now() }
}

/** The version of the calendar that clocks name, where the model does not write it itself. */
async function ensureVersion({ id, timeZone, week, createdAt }: Calendar) {
  const known = await db.from('calendar_versions').where('calendar_id', id).first()
  if (known) return
  const moment = toSqlUtc(createdAt)
  await db.table('calendar_versions').insert({
    ...{ calendar_id: id, version: 1, valid_from: moment, time_zone: timeZone },
    ...{ week: JSON.stringify(week), exceptions: '{}', digest: 'bench', created_at: moment },
  })
}

/** Of the due ones the odd are late by a minute, the even are half way. */
function startOf(id: number, due: number, now: DateTime): DateTime {
  if (id > due) return now
  return now.minus({ minutes: id % 2 === 1 ? TARGET + 1 : TARGET / 2 + 1 })
}

async function storePortion(world: World, ids: number[], due: number) {
  const { organisation, person, team, calendar, agreement, target, rule, now } = world
  const startedAt = (id: number) => startOf(id, due, now)
  await inTransaction(async (trx) => {
    await insertRows(
      trx,
      'tickets',
      ids.map((id) => ({
        ...{ id, kind: 'incident', number: `INC-${id}`, state: 'assigned', is_open: true },
        ...{ organisation_id: organisation.id, requester_id: person.id, assignee_id: person.id },
        ...{ team_id: team.id, title: 'Bench', description: 'Bench', channel: 'agent' },
        ...{ impact: 2, urgency: 2, priority: 3, is_priority_overridden: false },
        ...{ opened_at: startedAt(id), state_changed_at: now, sla_state: 'running' },
        ...{ resolution_due_at: startedAt(id).plus({ minutes: TARGET }), version: 1 },
        ...{ created_at: now, updated_at: now },
      }))
    )
    await insertRows(
      trx,
      'ticket_assignments',
      ids.map((id) => ({ ticket_id: id, team_id: team.id, started_at: startedAt(id) }))
    )
    await insertRows(
      trx,
      'clocks',
      ids.map((id) => ({
        ...{ id, ticket_id: id, kind: 'sla', origin: 'opened', metric: 'resolution' },
        ...{ agreement_id: agreement.id, agreement_version: 1, agreement_target_id: target.id },
        ...{ calendar_id: calendar.id, calendar_version: 1, target_minutes: TARGET },
        ...{ state: 'running', started_at: startedAt(id) },
        due_at: startedAt(id).plus({ minutes: TARGET }),
      }))
    )
    const breach = (id: number) => ({
      ...{ clock_id: id, rule_id: 0, occurrence: 0, state: 'pending', cause: 'time', attempts: 0 },
      fire_at: startedAt(id).plus({ minutes: TARGET, seconds: 1 }),
    })
    const escalation = (id: number) => ({
      ...breach(id),
      rule_id: rule.id,
      // Of a late clock it has fired long ago.
      state: id <= due && id % 2 === 1 ? 'fired' : 'pending',
      fire_at: startedAt(id).plus({ minutes: TARGET / 2 }),
    })
    await insertRows(
      trx,
      'clock_timers',
      ids.flatMap((id) => [breach(id), escalation(id)])
    )
  })
}
