import { moveTimeEntries } from '#billing/actions/move_time_entries'
import TimeEntry from '#billing/models/time_entry'
import type { TimeStep } from '#billing/workflow/time_entry_steps'
import type { Actor } from '#core/actor'
import { portions } from '#core/portions'
import { dayFrom, monthFrom } from '#database/demo/demo_time'
import { hoursInto } from '#database/demo/months'
import { named, type World } from '#database/demo/world'

/** Work of these last days is still with its authors; before, it waits for the lead or is approved. */
const DRAFT_DAYS = 3
const WAITING_DAYS = 10
const QUESTION = 'Почему так долго? Укажите, что именно сделано.'
/** The last month of this contract waits for one entry. */
export const WAITING_CONTRACT = 'OS-EU-2026/01'

/** Logged time on its way to the bills: approved, waiting, sent back, and drafts of the last days. */
export async function seedTimeApprovals(world: World) {
  const { today, now } = world.day
  const thisMonth = monthFrom(today, 0)
  const until = (days: number) => dayFrom(today, -days)
  const all = await TimeEntry.query().orderBy('workDate').orderBy('id')
  const earlier = all.filter(({ workDate }) => workDate < thisMonth)
  const left = earlier.findLast(({ contractId }) => contractId === waitingId(world))

  for (const [month, entries] of Map.groupBy(earlier, ({ workDate }) => workDate.slice(0, 7))) {
    world.moveTo(hoursInto(world.day, month, 9))
    await submit(world, entries)
    world.moveTo(hoursInto(world.day, month, 16))
    await approve(
      world,
      entries.filter((entry) => entry !== left)
    )
  }
  world.moveTo(now)
  const done = all.filter(({ workDate }) => workDate >= thisMonth && workDate < until(DRAFT_DAYS))
  await submit(world, done)
  const old = done.filter(({ workDate }) => workDate < until(WAITING_DAYS))
  await approve(world, old)
  const lead = world.person('gromova')
  const recent = done.filter((entry) => !old.includes(entry) && entry.personId !== lead.id)
  await move(lead.actor, 'reject', recent.slice(0, 1), QUESTION)
}

function waitingId(world: World): number {
  return named(world.contracts, WAITING_CONTRACT)
}

async function submit(world: World, entries: TimeEntry[]) {
  for (const [personId, own] of Map.groupBy(entries, (entry) => entry.personId)) {
    const author = [...world.people.values()].find(({ id }) => id === personId)!
    await move(author.actor, 'submit', own)
  }
}

/** The lead's own work is approved by another lead. */
async function approve(world: World, entries: TimeEntry[]) {
  const [lead, other] = [world.person('gromova'), world.person('ryabova')]
  const [own, others] = [
    entries.filter(({ personId }) => personId === lead.id),
    entries.filter(({ personId }) => personId !== lead.id),
  ]
  await move(lead.actor, 'approve', others)
  await move(other.actor, 'approve', own)
}

async function move(
  actor: Actor,
  step: TimeStep,
  entries: TimeEntry[],
  note: string | null = null
) {
  for (const portion of portions(entries, 500)) {
    const seen = portion.map(({ id, version }) => ({ id, version }))
    await moveTimeEntries.handle({ actor, step, entries: seen, note })
    for (const entry of portion) entry.version += 1
  }
}
