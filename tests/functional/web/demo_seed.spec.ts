import BillingCorrection from '#billing/models/billing_correction'
import BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { contractBoard } from '#billing/queries/contract_board'
import { contractReport } from '#billing/queries/contract_report'
import { lookOfContract } from '#billing/queries/report_look'
import { periodBill } from '#billing/queries/period_bill'
import { loadVersionTime } from '#calendars/queries/calendar_versions'
import Service from '#catalog/models/service'
import { impactOf } from '#cmdb/queries/impact_snapshot'
import BulkEdit from '#cmdb/models/bulk_edit'
import CiFinding from '#cmdb/models/ci_finding'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { FINDING_KINDS } from '#cmdb/models/finding_types'
import Contract from '#contracts/models/contract'
import { clock as time } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { isSoundImage } from '#core/documents/sound_image'
import DataImport from '#core/models/data_import'
import { listQuery } from '#core/queries/list_query'
import { demoDay } from '#database/demo/demo_time'
import { finishedPlans } from '#database/demo/incidents/finished_plans'
import { DUPLICATE_COUNT } from '#database/demo/incidents/duplicates'
import { OPEN_COUNT, openPlans } from '#database/demo/incidents/open_plans'
import { InstallationInUse, seedDemo } from '#database/demo/seed_demo'
import type { DemoSummary } from '#database/demo/summary'
import User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { DEMO_PASSWORD } from '#directory/queries/demo_accounts'
import Clock from '#sla/models/clock'
import { readClock } from '#sla/workflow/clock'
import { emptyDatabase } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import { replayUnderTheSame } from '#tests/helpers/replay'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

const TODAY = '2026-06-17'
const INCIDENTS = 70
const ROLES = ['agent_l1', 'agent_l2', 'team_lead', 'account_manager', 'administrator', 'auditor']
const MORE_ROLES = [
  'service_level_manager',
  'configuration_manager',
  'customer_manager',
  'end_user',
]

let summary: DemoSummary

test.group('The demonstration', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    summary = await seedDemo({ today: TODAY, incidents: INCIDENTS })
    return async () => {
      await forgetUploads()
      await emptyDatabase()
    }
  })

  test('§7.7 has a usual template of reports and one for the English client, with whole logos', async ({
    assert,
  }) => {
    const english = await Contract.findByOrFail('number', 'OS-EU-2026/01')
    const russian = await Contract.findByOrFail('number', 'ОС-2026/003')
    const [own, usual] = [await lookOfContract(english.id), await lookOfContract(russian.id)]
    assert.equal(own?.engineers, 'role')
    assert.equal(usual?.engineers, 'name')
    assert.notEqual(own?.accentColour, usual?.accentColour)
    for (const look of [own, usual]) assert.isTrue(isSoundImage(look!.logo!.content))
  })

  test('has six clients, twelve agents in four teams, items, relations and contracts', async ({
    assert,
  }) => {
    assert.equal(summary.clients, 6)
    assert.isAtLeast(summary.items, 240)
    assert.isAtLeast(summary.relations, 480)
    assert.equal(summary.incidents, INCIDENTS)
    assert.equal(summary.openIncidents, OPEN_COUNT)
    assert.isAbove(summary.timeEntries, 20)
    const members = await db.from('team_members').select('team_id', 'is_lead')
    assert.lengthOf(members, 12)
    assert.equal(new Set(members.map((row) => row.team_id)).size, 4)
    assert.lengthOf(
      members.filter((row) => Boolean(row.is_lead)),
      4
    )
    const kinds = await db.from('billing_rules').distinct('kind')
    assert.sameMembers(
      kinds.map((row) => row.kind),
      ['tm', 'fixed_fee', 'prepaid_block', 'incident_pack']
    )
  })

  test('§7.1 has expenses of every kind, billed and not, in closed periods and in the open one', async ({
    assert,
  }) => {
    const expenses = await db.from('expenses')
    assert.sameMembers(
      [...new Set(expenses.map(({ kind }) => kind))],
      ['material', 'mileage', 'call_out', 'other_expense']
    )
    assert.isAbove(new Set(expenses.map(({ contract_id: id }) => id)).size, 2)
    const isCharged = expenses.map((row) => row.billing_period_id !== null)
    assert.includeMembers(isCharged, [true, false])
    const isBillable = expenses.map((row) => Boolean(row.is_billable))
    assert.includeMembers(isBillable, [true, false])
  })

  test('tells the planned incidents in the order in which they came, numbered so', async ({
    assert,
  }) => {
    const day = demoDay(TODAY)
    const finishedCount = INCIDENTS - OPEN_COUNT - DUPLICATE_COUNT
    const plans = [...finishedPlans(finishedCount, day.startOfDay), ...openPlans(day.now)]
    const planned = plans.sort((a, b) => a.openedAt - b.openedAt).map(({ title }) => title)
    const tickets = await db.from('tickets').orderBy('number').select('title', 'opened_at')
    assert.deepEqual(
      tickets.slice(0, planned.length).map((row) => row.title),
      planned
    )
    assert.lengthOf(tickets, planned.length + DUPLICATE_COUNT)
    const times = tickets.map((row) => String(row.opened_at))
    assert.deepEqual(times, [...times].sort())
  })

  test('INC-22 shows duplicates that went into open incidents with what was said', async ({
    assert,
  }) => {
    const merged = await db
      .from('incidents')
      .join('tickets', 'tickets.id', 'incidents.duplicate_of_id')
      .select('incidents.ticket_id', 'tickets.is_open')
    assert.lengthOf(merged, DUPLICATE_COUNT)
    assert.isTrue(merged.every((row) => Boolean(row.is_open)))
    const moved = await db.from('ticket_comments').whereNotNull('origin_ticket_id')
    assert.lengthOf(moved, DUPLICATE_COUNT)
  })

  test('connects the steps of every incident from its registration to its state', async ({
    assert,
  }) => {
    const tickets = await db.from('tickets').select('id', 'state')
    for (const { id, state } of tickets) {
      const steps = await db.from('ticket_transitions').where('ticket_id', id).orderBy('id')
      assert.deepEqual(
        steps.map((step) => step.from_state),
        [null, ...steps.slice(0, -1).map((step) => step.to_state)]
      )
      assert.equal(steps.at(-1)!.to_state, state)
    }
  })

  test('leaves nothing that happens after its last moment', async ({ assert }) => {
    const last = toSqlUtc(DateTime.fromMillis(demoDay(TODAY).now))
    const columns = {
      tickets: ['opened_at', 'state_changed_at', 'resolved_at', 'closed_at', 'updated_at'],
      ticket_comments: ['created_at'],
      ticket_transitions: ['occurred_at'],
      ticket_assignments: ['started_at', 'ended_at'],
      clocks: ['started_at', 'stopped_at', 'breached_at'],
      clock_pauses: ['started_at', 'ended_at'],
      time_entries: ['created_at'],
      audit_events: ['occurred_at'],
      configuration_items: ['updated_at'],
    }
    for (const [table, names] of Object.entries(columns)) {
      for (const name of names) {
        const row = await db.from(table).max(`${name} as latest`).first()
        assert.isAtMost(Number(String(row.latest) > last), 0, `${table}.${name}: ${row.latest}`)
      }
    }
    const work = await db.from('time_entries').max('work_date as latest').first()
    assert.isTrue(String(work.latest) <= TODAY)
  })

  test('SLM-07 knows a breach exactly where its clock shows one', async ({ assert }) => {
    const clocks = await Clock.query().whereNot('state', 'cancelled').preload('pauses')
    for (const clock of clocks) {
      const calendar = await loadVersionTime(clock)
      const reading = readClock(clock.facts, calendar, demoDay(TODAY).now)
      if (clock.stoppedAt) assert.equal(clock.state, reading.state)
      if (clock.breachedAt) assert.equal(clock.breachedAt.toMillis(), reading.breachedAt)
      if (clock.stoppedAt && !clock.breachedAt) assert.isNull(reading.breachedAt)
      assert.equal(clock.dueAt?.toMillis() ?? null, reading.dueAt)
    }
    assert.isAbove(clocks.filter(({ breachedAt }) => breachedAt).length, 2)
  })

  test('opens with an account for every role that can do something today', async ({ assert }) => {
    const accounts = await User.query()
      .where('email', 'like', '%@demo.opora')
      .preload('roleAssignments', (assignments) => void assignments.preload('role'))
    const roles = accounts.flatMap(({ roleAssignments }) =>
      roleAssignments.map(({ role }) => role.code)
    )
    assert.includeMembers(roles, [...ROLES, ...MORE_ROLES])
    assert.includeMembers(
      accounts.map(({ locale }) => locale),
      ['ru', 'en']
    )
    const user = await User.verifyCredentials('agent@demo.opora', DEMO_PASSWORD)
    assert.equal(user.email, 'agent@demo.opora')
  })

  test('survives the loss of what is doubled and falls with what is not', async ({ assert }) => {
    const down = async (...names: string[]) => {
      const items = await ConfigurationItem.query().whereIn('name', names)
      assert.lengthOf(items, names.length)
      const { snapshot, result } = await impactOf(items.map(({ id }) => id))
      const ids = result.entries.filter(({ state }) => state === 'down').map(({ ciId }) => ciId)
      const lost = await ConfigurationItem.query().whereIn('id', ids)
      assert.isAbove(snapshot.graph.ids.length, 240)
      return lost.map(({ name }) => name).sort()
    }
    assert.deepEqual(await down('msk-dc1-esx01', 'msk-dc1-esx02'), [
      'msk-dc1-esx01',
      'msk-dc1-esx02',
    ])
    assert.include(await down('msk-dc1-esx01', 'msk-dc1-esx02', 'msk-dc1-esx03'), 'Почта «Ромашка»')
    assert.deepEqual(await down('rmk-sokol-wan1'), ['rmk-sokol-wan1'])
    assert.include(await down('rmk-sokol-wan1', 'rmk-sokol-wan2'), 'rmk-sokol-pos01')
    // The generator stands by for it.
    assert.deepEqual(await down('msk-dc1-ups-a01'), ['msk-dc1-ups-a01'])
    assert.includeMembers(await down('msk-dc1-gen01', 'msk-dc1-ups-a01'), [
      'msk-dc1-a01-pdu1',
      'msk-dc1-a02-pdu1',
    ])
  })

  test('CAT-01 CAT-04 shows a catalogue in families whose services need each other', async ({
    assert,
  }) => {
    const services = await Service.query().preload('family').preload('needs')
    assert.sameMembers(
      [...new Set(services.map(({ status }) => status))],
      ['live', 'pipeline', 'retired']
    )
    for (const { code, status, family, needs, ownerPersonId, availabilityTarget } of services) {
      assert.isNotNull(family, code)
      assert.isNotNull(ownerPersonId, code)
      if (status === 'live') assert.isNotNull(availabilityTarget, code)
      if (code !== 'LAN') assert.isNotEmpty(needs, code)
    }
    const names = ['msk-dc1-vpn01', 'msk-dc1-vpn02']
    const gateways = await ConfigurationItem.query().whereIn('name', names)
    const { snapshot, result } = await impactOf(gateways.map(({ id }) => id))
    const lost = result.entries
      .filter(({ state }) => state === 'down')
      .map(({ ciId }) => snapshot.names[snapshot.graph.indexOf.get(ciId)!])
    assert.includeMembers(lost, [
      'Интернет и удалённый доступ',
      'Корпоративная почта',
      'Кассы магазинов',
      // No item stands for it yet.
      'Видеоконференции',
    ])
  })

  test('has a report of last month for every contract', async ({ assert }) => {
    for (const contract of await Contract.query().preload('services')) {
      const report = await contractReport(contract.id, '2026-05')
      assert.equal(report.totals.grossMinor, report.totals.netMinor + report.totals.vatMinor)
      assert.isAtLeast(report.tickets.length, 1, contract.number)
    }
  })

  test('§7.6 shows periods on their way to the invoice, one held up and a correction that waits', async ({
    assert,
  }) => {
    const periods = await BillingPeriod.query().orderBy('startsOn')
    const earlier = periods.filter(({ startsOn }) => startsOn < '2026-05-01')
    assert.isAbove(earlier.length, 20)
    assert.deepEqual([...new Set(earlier.map(({ state }) => state))], ['invoiced'])
    const inMay = new Map<string, string>()
    for (const { contractId, state, startsOn } of periods) {
      const { number } = await Contract.findOrFail(contractId)
      if (startsOn === '2026-05-01') inMay.set(number, state)
    }
    assert.deepEqual(Object.fromEntries(inMay), {
      'ОС-2025/014': 'client_review',
      'ОС-2026/003': 'review',
      'ОС-2026/011': 'invoiced',
    })
    const held = await Contract.findByOrFail('number', 'OS-EU-2026/01')
    const bill = await periodBill(db.connection(), held, '2026-05')
    assert.equal(bill.unapproved, 1)
    const correction = await BillingCorrection.firstOrFail()
    assert.isNull(correction.billingPeriodId)
    // The job process of the demonstration makes them when it starts.
    const asked = await PeriodDocument.query().whereNull('failedAt')
    const invoiced = periods.filter(({ state }) => state === 'invoiced')
    assert.sameMembers(
      [...new Set(asked.map(({ billingPeriodId }) => billingPeriodId))],
      invoiced.map(({ id }) => id)
    )
    assert.isAbove(asked.filter(({ kind }) => kind === 'invoice').length, 20)
  })

  test('§7.1 shows contracts with a margin and one whose hours come near their limit', async ({
    assert,
  }) => {
    moveTo(`${TODAY} 15:00`)
    try {
      const account = await User.findByOrFail('email', 'account@demo.opora')
      const { rows } = await contractBoard((await loadPrincipal(account.id))!, listQuery({}))
      const inRubles = rows.filter(({ currency }) => currency === 'RUB')
      assert.lengthOf(inRubles, 3)
      assert.isTrue(inRubles.every(({ marginMinor }) => marginMinor !== null))
      const limited = rows.find(({ number }) => number === 'OS-EU-2026/01')!
      assert.lengthOf(limited.caps, 1)
      assert.equal(limited.toClose?.hindered, 1)
    } finally {
      letTimeRun()
    }
  })

  test('SLM-08 replayed under the agreements that held, no ticket changes side', async ({
    assert,
  }) => {
    const { tickets, ...different } = await replayUnderTheSame({ from: '2026-04-01', to: TODAY })
    assert.isAbove(tickets, 30)
    assert.deepEqual(different, { worse: 0, better: 0, gone: 0, added: 0 })
  })

  test('DSC-06 shows sources with every kind of finding and a delivery that waits', async ({
    assert,
  }) => {
    const findings = await db.from('ci_findings').select('kind', 'state')
    assert.sameMembers([...new Set(findings.map(({ kind }) => kind))], [...FINDING_KINDS])
    assert.lengthOf(
      findings.filter(({ state }) => state === 'resolved'),
      1
    )
    const reasons = await CiFinding.query().where('kind', 'refused')
    assert.sameMembers(
      reasons.map(({ details }) => details.reason),
      ['locked', 'outranked', 'fills_only']
    )
    const runs = await db.from('ci_source_runs').orderBy('id').select('state')
    assert.deepEqual(
      runs.map(({ state }) => state),
      ['done', 'done', 'done', 'done', 'held']
    )
  })

  test('CFG-05 CFG-09 shows an import that went in, one looked through and a bulk edit', async ({
    assert,
  }) => {
    const imports = await DataImport.query().orderBy('id')
    assert.deepEqual(
      imports.map(({ state, counts }) => [state, counts!.statuses.new, counts!.statuses.changed]),
      [
        ['done', 7, 0],
        ['ready', 4, 1],
      ]
    )
    assert.deepInclude(imports[0]!.counts!.outcomes, { created: 7, refused: 2 })
    assert.isNotNull(await db.from('import_templates').where('kind', 'configuration_items').first())
    const { counts } = await BulkEdit.firstOrFail()
    assert.include(counts!.outcome, { refused: 1, stale: 0 })
    assert.isAbove(counts!.outcome!.changed, 6)
  })

  test('gives the real time back and refuses to be told twice', async ({ assert }) => {
    assert.closeTo(time.now().toMillis(), new Date().getTime(), 5_000)
    await assert.rejects(() => seedDemo({ today: TODAY }), /There are tickets already/)
    ace.ui.switchMode('raw')
    const command = await ace.exec('demo:seed', [])
    assert.equal(command.exitCode, 1)
    assert.isTrue(InstallationInUse.code === 'E_INSTALLATION_IN_USE')
  })
})
