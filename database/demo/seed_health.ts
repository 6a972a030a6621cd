import { judgeEverything } from '#cmdb/actions/make_ci_health'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { verifyItems } from '#cmdb/actions/verify_items'
import { workFinding } from '#cmdb/actions/work_finding'
import CiHealthFinding from '#cmdb/models/ci_health_finding'
import type { HealthReason } from '#cmdb/workflow/health_rules'
import { dayFrom } from '#database/demo/demo_time'
import { named, type World } from '#database/demo/world'
import db from '@adonisjs/lucid/services/db'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** Days before the end of the story on which the CMDB was judged; the last run shows today. */
const JUDGED = [30, 27, 24, 21, 18, 15, 12, 9, 6, 3, 0]
/** On how many of these the second line walked through a part of the stock. */
const WALKS = 8
const TASKS_MADE = 12
const MENDED = 6
/** Every so many of the machines that discovery sees was last seen too long ago. */
const LOST_EVERY = 9

/** A month of the CMDB's health: figures that rise while items are checked, and tasks on their way. */
export async function seedHealth(world: World) {
  const { startOfDay, now } = world.day
  const ids = [...world.items.values()]
  await discover(world)
  for (const [at, daysAgo] of JUDGED.entries()) {
    world.moveTo(startOfDay - daysAgo * DAY + (daysAgo === 0 ? 0 : 3 * HOUR))
    await judgeEverything()
    if (daysAgo === TASKS_MADE) await makeTasks(world)
    if (daysAgo === MENDED) await mend(world)
    if (at < WALKS) {
      await walk(
        world,
        ids.filter((_, index) => index % (WALKS + 3) === at)
      )
    }
  }
  world.moveTo(now)
}

/** What the monitoring sees of the virtual machines. */
async function discover(world: World) {
  const { id } = await db.from('ci_classes').where('code', 'virtual_machine').firstOrFail()
  const machines = await db.from('configuration_items').where('ci_class_id', id).orderBy('id')
  for (const [index, machine] of machines.entries()) {
    const daysAgo = index % LOST_EVERY === 0 ? 75 : 0
    const seen = new Date(world.day.startOfDay - daysAgo * DAY)
    await db
      .from('configuration_items')
      .where('id', machine.id)
      .update({ last_seen_at: seen.toISOString().slice(0, 19).replace('T', ' ') })
  }
}

async function walk(world: World, itemIds: number[]) {
  await verifyItems.handle({ actor: world.person('shubin').actor, itemIds })
}

/** Teams are named where they were missing: the next run closes what asked for them. */
async function mend(world: World) {
  const { actor } = world.person('shubin')
  const supportTeamId = named(world.teams, 'infrastructure')
  const rule = await db.from('ci_health_rules').where('code', 'prod_team').firstOrFail()
  const findings = await CiHealthFinding.query()
    .where({ ruleId: rule.id })
    .whereNot('state', 'waived')
    .orderBy('id')
    .limit(8)
  for (const { itemId } of findings) {
    await updateConfigurationItem.handle({ actor, itemId, values: { supportTeamId } })
  }
}

async function makeTasks(world: World) {
  const { actor, id: personId } = world.person('shubin')
  const due = (days: number) => dayFrom(world.day.today, days)
  const open = async (reason: HealthReason, count: number, dueOn: string, team: string) => {
    const findings = await CiHealthFinding.query().where({ reason }).orderBy('id').limit(count)
    const ids = findings.map(({ id }) => id)
    const assignedTeamId = named(world.teams, team)
    await workFinding.open(actor, ids, { assignedTeamId, assignedPersonId: personId, dueOn })
    return ids
  }
  const stale = await open('stale', 3, due(-2), 'infrastructure')
  const checks = await open('check', 6, due(7), 'infrastructure')
  const gaps = await open('recommended_missing', 4, due(14), 'infrastructure')
  const step = (id: number | undefined, name: 'start' | 'waive', reason: string | null = null) =>
    id === undefined ? null : workFinding.step({ actor, id, seenVersion: 2 }, name, reason)
  await step(stale[0], 'start')
  await step(checks[0], 'start')
  await step(checks[1], 'start')
  await step(gaps[0], 'start')
  await step(
    checks[2],
    'waive',
    'Резервное копирование обеспечивает площадка клиента, договор № 17.'
  )
  await step(gaps[1], 'waive', 'The vendor does not publish this value.')
}
