import { moveTimeEntries } from '#billing/actions/move_time_entries'
import TimeEntry from '#billing/models/time_entry'
import type { TimeStep } from '#billing/workflow/time_entry_steps'
import { portions } from '#core/portions'
import { dayFrom } from '#database/demo/demo_time'
import type { World } from '#database/demo/world'

/** Work of these last days is still with its authors; before, it waits for the lead or is approved. */
const DRAFT_DAYS = 3
const WAITING_DAYS = 10
const QUESTION = 'Почему так долго? Укажите, что именно сделано.'

/** Logged time on its way to the bills: approved, waiting, sent back, and drafts of the last days. */
export async function seedTimeApprovals(world: World) {
  const until = (days: number) => dayFrom(world.day.today, -days)
  const done = await TimeEntry.query().where('workDate', '<', until(DRAFT_DAYS)).orderBy('id')
  for (const [personId, own] of Map.groupBy(done, (entry) => entry.personId)) {
    const author = [...world.people.values()].find(({ id }) => id === personId)!
    await move(author.actor, 'submit', own)
  }
  const [lead, other] = [world.person('gromova'), world.person('ryabova')]
  const old = done.filter(({ workDate }) => workDate < until(WAITING_DAYS))
  await move(
    lead.actor,
    'approve',
    old.filter(({ personId }) => personId !== lead.id)
  )
  await move(
    other.actor,
    'approve',
    old.filter(({ personId }) => personId === lead.id)
  )
  const recent = done.filter((entry) => !old.includes(entry) && entry.personId !== lead.id)
  await move(lead.actor, 'reject', recent.slice(0, 1), QUESTION)
}

async function move(
  actor: Parameters<typeof moveTimeEntries.handle>[0]['actor'],
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
