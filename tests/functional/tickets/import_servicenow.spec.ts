import AuditEvent from '#core/models/audit_event'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import Clock from '#sla/models/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, type Desk } from '#tests/helpers/desk'
import { replayUnderTheSame } from '#tests/helpers/replay'
import { importServicenowLog } from '#tickets/actions/import_servicenow_log'
import { readServicenowLog } from '#tickets/queries/read_servicenow_log'
import Incident from '#tickets/models/incident'
import Ticket from '#tickets/models/ticket'
import TicketAssignment from '#tickets/models/ticket_assignment'
import TicketTransition from '#tickets/models/ticket_transition'
import ImportServicenow from '#tickets/commands/import_servicenow'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const LOG = app.makePath('tests/fixtures/servicenow_incident_log.csv')
const ZONE = 'America/Sao_Paulo'

async function importLog(file = LOG, organisationCode = 'SNOW') {
  const { incidents } = await readServicenowLog(file, ZONE)
  return importServicenowLog.handle({
    incidents,
    organisationCode,
    organisationName: 'Snow',
    zone: ZONE,
  })
}

async function ticketOf(number: string) {
  const incident = await Incident.findByOrFail('externalKey', number)
  return Ticket.query()
    .where('id', incident.ticketId)
    .preload('incident')
    .preload('team')
    .preload('assignee')
    .firstOrFail()
}

/** Steps as `from > to at local time`. */
async function stepsOf(number: string) {
  const ticket = await ticketOf(number)
  const steps = await TicketTransition.query().where('ticketId', ticket.id).orderBy('id')
  return steps.map(
    (step) => `${step.fromState ?? '-'} > ${step.toState} ${inZone(step.occurredAt)}`
  )
}

function inZone(at: Ticket['resolvedAt']) {
  return at?.setZone(ZONE).toFormat('dd-MM HH:mm:ss') ?? null
}

async function write(lines: string[], name = 'log.csv') {
  const file = join(await mkdtemp(join(tmpdir(), 'opora-log-')), name)
  await writeFile(file, lines.join('\n'))
  return file
}

async function logLines() {
  return (await readFile(LOG, 'utf8')).trimEnd().split('\n')
}

async function runCommand(...argv: string[]) {
  ace.ui.switchMode('raw')
  const command = await ace.create(ImportServicenow, argv)
  await command.exec()
  const output = command.ui.logger
    .getLogs()
    .map(({ message }) => message)
    .join('\n')
  return { command, output }
}

async function tableSizes() {
  const tables = [
    'tickets',
    'incidents',
    'people',
    'teams',
    'ticket_transitions',
    'ticket_assignments',
    'audit_events',
    'clocks',
  ]
  const sizes: Record<string, number> = {}
  for (const table of [...tables, 'organisations', 'search_documents']) {
    const [row] = await db.from(table).count('* as total')
    sizes[table] = Number(row.total)
  }
  return sizes
}

test.group('Importing an event log of ServiceNow', (group) => {
  group.each.setup(wrapInTransaction)

  test('DSK-18 every incident, event and caller arrives', async ({ assert }) => {
    const counts = await importLog()
    assert.deepInclude(counts, { incidents: 12, events: 76, skippedIncidents: 0 })
    const organisation = await Organisation.findByOrFail('code', 'SNOW')
    assert.equal(organisation.kind, 'client')
    assert.equal(organisation.timeZone, ZONE)
    const ticket = await ticketOf('INC0000045')
    const caller = await Person.findOrFail(ticket.requesterId)
    assert.equal(caller.externalKey, 'Caller 2403')
    assert.equal(caller.organisationId, organisation.id)
    assert.lengthOf(await Person.query().whereNotNull('externalKey'), counts.people)
  })

  test('P2 the steps of every incident form a chain that ends in its state', async ({ assert }) => {
    await importLog()
    for (const ticket of await Ticket.query()) {
      const steps = await TicketTransition.query().where('ticketId', ticket.id).orderBy('id')
      let state: string | null = null
      for (const step of steps) {
        assert.equal(step.fromState, state)
        assert.notEqual(step.toState, state)
        state = step.toState
      }
      assert.equal(state, ticket.state)
      const times = steps.map((step) => step.occurredAt.toMillis())
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b)
      )
    }
  })

  test('steps keep their minute, a reopening and the order within a minute included', async ({
    assert,
  }) => {
    await importLog()
    assert.deepEqual(await stepsOf('INC0000294'), [
      '- > new 29-02 14:14:00',
      'new > pending_problem 02-03 15:31:00',
      'pending_problem > resolved 08-03 11:30:00',
      'resolved > in_progress 08-03 14:14:00',
      'in_progress > pending_customer 09-03 09:25:00',
      'pending_customer > in_progress 11-03 14:57:00',
      'in_progress > resolved 14-03 08:10:00',
      'resolved > closed 24-03 18:50:00',
    ])
    // Two rows of this file stand in another order than they happened.
    assert.deepEqual(await stepsOf('INC0000137'), [
      '- > new 29-02 09:52:00',
      'new > resolved 29-02 11:03:00',
      'resolved > new 29-02 11:10:00',
      'new > closed 05-03 12:00:00',
    ])
  })

  test('times of the file are kept, an incident opened after its first update too', async ({
    assert,
  }) => {
    await importLog()
    const straight = await ticketOf('INC0000045')
    assert.equal(inZone(straight.openedAt), '29-02 01:16:00')
    assert.equal(inZone(straight.resolvedAt), '29-02 11:29:00')
    assert.equal(inZone(straight.closedAt), '05-03 12:00:00')
    const late = await ticketOf('INC0000130')
    assert.equal(inZone(late.openedAt), '29-02 09:41:00')
    assert.equal((await stepsOf('INC0000130'))[0], '- > new 29-02 07:27:00')
    // This one has no time of resolution in the file: the step has it.
    const untold = await ticketOf('INC0000093')
    assert.equal(inZone(untold.resolvedAt), '29-02 08:56:00')
  })

  test('INC-10 who held an incident, from when to when', async ({ assert }) => {
    await importLog()
    const ticket = await ticketOf('INC0000579')
    const hands = await TicketAssignment.query()
      .where('ticketId', ticket.id)
      .preload('team')
      .orderBy('id')
    assert.deepEqual(
      hands.map(({ team, startedAt, endedAt }) => [team.name, inZone(startedAt), inZone(endedAt)]),
      [
        ['Group 70', '01-03 09:57:00', '02-03 01:41:00'],
        ['Group 54', '02-03 01:41:00', '03-03 11:45:00'],
        ['Group 70', '03-03 11:45:00', null],
      ]
    )
    assert.equal(ticket.reassignmentCount, 2)
    assert.equal(ticket.team.name, 'Group 70')
    assert.lengthOf(await Team.query().where('code', 'group-70'), 1)
  })

  test('references stay references and the priority of the file stays', async ({ assert }) => {
    await importLog()
    const changed = await ticketOf('INC0000074')
    assert.equal(changed.incident.externalReferences?.change, 'CHG0000404')
    const problem = await ticketOf('INC0000083')
    assert.equal(problem.incident.externalReferences?.problem, 'Problem ID  2')
    const { incident, priority, impact, urgency, isPriorityOverridden } =
      await ticketOf('INC0000822')
    assert.equal(incident.externalReferences?.configuration_item, 'cmdb_ci 31')
    assert.properties(incident.externalReferences, ['category', 'location'])
    assert.deepEqual(
      { priority, impact, urgency, isPriorityOverridden },
      { priority: 3, impact: 2, urgency: 2, isPriorityOverridden: true }
    )
  })

  test('G-03 each event is an audit row with what it changed', async ({ assert }) => {
    await importLog()
    const ticket = await ticketOf('INC0000045')
    const events = await AuditEvent.query()
      .where({ subjectType: 'ticket', subjectId: ticket.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['incident.registered', 'incident.resolved', 'incident.updated', 'incident.closed']
    )
    assert.deepEqual(events[1]!.changes, [{ field: 'state', before: 'new', after: 'resolved' }])
    assert.equal(events[1]!.actorLabel, 'Updated by 642')
    assert.isTrue(events.every(({ channel }) => channel === 'import'))
    assert.equal(inZone(events[1]!.occurredAt), '29-02 08:53:00')
  })

  test('a second run changes nothing', async ({ assert }) => {
    await importLog()
    const before = await tableSizes()
    assert.deepInclude(await importLog(), {
      incidents: 0,
      events: 0,
      people: 0,
      skippedIncidents: 12,
      skippedEvents: 76,
    })
    assert.deepEqual(await tableSizes(), before)
  })

  test('another organisation may number its incidents alike', async ({ assert }) => {
    await importLog()
    assert.deepInclude(await importLog(LOG, 'OTHER'), { incidents: 12, skippedIncidents: 0 })
  })
})

test.group('Clocks of imported incidents', (group) => {
  group.each.setup(wrapInTransaction)

  async function importForClient(desk: Desk) {
    await desk.contract.merge({ startsOn: '2015-01-01' }).save()
    await desk.agreement
      .merge({ validFrom: '2015-01-01', pauseStates: ['pending_customer'] })
      .save()
    await desk.contract.related('services').detach()
    await importLog(LOG, desk.client.code)
  }

  async function clocksOf(number: string) {
    const ticket = await ticketOf(number)
    const clocks = await Clock.query().where('ticketId', ticket.id).preload('pauses').orderBy('id')
    return {
      ticket,
      response: clocks.find(({ metric }) => metric === 'response')!,
      resolution: clocks.find(({ metric }) => metric === 'resolution')!,
    }
  }

  test('without a contract there are none', async ({ assert }) => {
    await importLog()
    assert.lengthOf(await Clock.query(), 0)
    assert.equal((await ticketOf('INC0000045')).slaState, 'none')
  })

  test('SLM-08 replayed under the agreement that held, no ticket changes side', async ({
    assert,
  }) => {
    const desk = await createDesk({ response: 60, resolution: 480 })
    await importForClient(desk)
    const { tickets, ...different } = await replayUnderTheSame({
      ...{ from: '2016-01-01', to: '2017-12-31' },
    })
    assert.isAbove(tickets, 5)
    assert.deepEqual(different, { worse: 0, better: 0, gone: 0, added: 0 })
  })

  test('SLM-04 they start at the opening, pause with the state and stop at the resolution', async ({
    assert,
  }) => {
    const desk = await createDesk({ response: 60, resolution: 480 })
    await importForClient(desk)
    const { ticket, response, resolution } = await clocksOf('INC0000074')
    assert.equal(ticket.contractId, desk.contract.id)
    assert.equal(inZone(resolution.startedAt), '29-02 08:23:00')
    assert.equal(inZone(resolution.stoppedAt), '11-04 14:39:00')
    assert.deepEqual(
      resolution.pauses.map(({ startedAt, endedAt, cause }) => [
        inZone(startedAt),
        inZone(endedAt),
        cause,
      ]),
      [['29-02 08:38:00', '11-04 14:39:00', 'pending_customer']]
    )
    // Monday 14:23 to 14:38 in Moscow, then it waited for the customer.
    assert.equal(resolution.elapsedMinutes, 15)
    assert.equal(resolution.state, 'met')
    assert.equal(response.elapsedMinutes, 0)
    assert.equal(ticket.slaState, 'met')
  })

  test('§3.3.6 the time between resolution and reopening is a pause', async ({ assert }) => {
    const desk = await createDesk()
    await importForClient(desk)
    const { resolution } = await clocksOf('INC0000294')
    assert.deepEqual(
      resolution.pauses.map(({ startedAt, endedAt, cause }) => [
        inZone(startedAt),
        inZone(endedAt),
        cause,
      ]),
      [
        ['08-03 11:30:00', '08-03 14:14:00', 'reopened'],
        ['09-03 09:25:00', '11-03 14:57:00', 'pending_customer'],
      ]
    )
    assert.equal(resolution.state, 'breached_stopped')
    assert.equal(inZone(resolution.stoppedAt), '14-03 08:25:00')
  })
})

test.group('Bad rows and broken files', (group) => {
  group.each.setup(wrapInTransaction)

  test('G-08 a row with {reason} is rejected by its line and the import goes on')
    .with([
      {
        reason: 'a wrong date',
        column: 13,
        value: '31-02-2016 10:00',
        says: /^sys_updated_at "31-02-2016 10:00"/,
      },
      {
        reason: 'a date of another form',
        column: 9,
        value: '2016-02-29',
        says: /^opened_at "2016-02-29"/,
      },
      {
        reason: 'an unknown state',
        column: 1,
        value: 'Awaiting Evidence',
        says: /"Awaiting Evidence" is not known/,
      },
      { reason: 'no number', column: 0, value: '?', says: /^number is missing/ },
      { reason: 'no impact', column: 20, value: '?', says: /^impact is missing/ },
      {
        reason: 'an urgency of another form',
        column: 21,
        value: 'Medium',
        says: /^urgency "Medium"/,
      },
      {
        reason: 'a priority beyond the scale',
        column: 22,
        value: '7 - None',
        says: /^priority "7 - None"/,
      },
      { reason: 'a counter in words', column: 5, value: 'two', says: /^sys_mod_count "two"/ },
    ])
    .run(async ({ assert }, { column, value, says }) => {
      const lines = await logLines()
      const cells = lines[3]!.split(',')
      cells[column] = value
      const log = await readServicenowLog(await write(lines.with(3, cells.join(','))), ZONE)
      assert.equal(log.acceptedRows, 75)
      assert.lengthOf(log.rejected, 1)
      assert.equal(log.rejected[0]!.line, 4)
      assert.match(log.rejected[0]!.reason, says)
    })

  test('a row with too few columns is rejected', async ({ assert }) => {
    const lines = await logLines()
    const log = await readServicenowLog(await write(lines.with(2, 'INC0000045,New')), ZONE)
    assert.deepEqual(log.rejected, [{ line: 3, reason: '2 columns instead of 36' }])
  })

  test('a time that the zone skipped does not exist', async ({ assert }) => {
    const lines = await logLines()
    const skipped = lines[1]!.replaceAll('29-02-2016 01:23', '27-03-2016 02:30')
    const log = await readServicenowLog(await write(lines.with(1, skipped)), 'Europe/Berlin')
    assert.match(log.rejected[0]!.reason, /does not exist in Europe\/Berlin/)
  })

  test('the command names the first rejected rows, writes all and ends well', async ({
    assert,
  }) => {
    const lines = await logLines()
    const broken = lines.map((line, index) =>
      index > 0 && index <= 22 ? line.replace(/\d\d-\d\d-2016 .*/, '') : line
    )
    const rejects = await write([], 'rejects.csv')
    const { command, output } = await runCommand(
      await write(broken),
      '--organisation=SNOW',
      `--zone=${ZONE}`,
      `--rejects=${rejects}`
    )
    assert.equal(command.exitCode, 0)
    assert.include(output, 'Line 21:')
    assert.notInclude(output, 'Line 22:')
    assert.include(output, 'and 2 more rejected rows')
    assert.lengthOf((await readFile(rejects, 'utf8')).trimEnd().split('\n'), 23)
    assert.lengthOf(await Ticket.query(), 7)
  })

  test('{what} changes nothing and ends with code 1')
    .with([
      {
        what: 'a file without columns it needs',
        lines: ['number,incident_state,opened_at', 'INC1,New,?'],
        says: 'sys_updated_at',
      },
      {
        what: 'a file that is no CSV',
        lines: ['%PDF-1.7', 'stream'],
        says: 'Not an incident event log',
      },
      { what: 'an empty file', lines: [], says: 'The file is empty' },
    ])
    .run(async ({ assert }, { lines, says }) => {
      const before = await tableSizes()
      const { command, output } = await runCommand(await write(lines), '--organisation=SNOW')
      assert.equal(command.exitCode, 1)
      assert.include(output, says)
      assert.deepEqual(await tableSizes(), before)
    })

  test('a file that is not there and a zone that is not there say so', async ({ assert }) => {
    const missing = await runCommand('/nowhere/log.csv', '--organisation=SNOW')
    assert.include(missing.output, 'There is no such file')
    const zone = await runCommand(LOG, '--organisation=SNOW', '--zone=Europe/Atlantis')
    assert.equal(zone.command.exitCode, 1)
    assert.include(zone.output, 'Europe/Atlantis')
  })
})
