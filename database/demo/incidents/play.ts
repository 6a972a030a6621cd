import { addExpense } from '#billing/actions/add_expense'
import { logTime } from '#billing/actions/log_time'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { clock } from '#core/clock'
import { dayFrom, DEMO_ZONE } from '#database/demo/demo_time'
import type { Plan, Step } from '#database/demo/incidents/plan'
import { named, type World } from '#database/demo/world'
import { addComment } from '#tickets/actions/add_comment'
import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { awaitVendor } from '#tickets/actions/await_vendor'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import { closeIncident } from '#tickets/actions/close_incident'
import { registerIncident } from '#tickets/actions/register_incident'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'

const MAIL_INTAKE: Actor = { ...SYSTEM_ACTOR, label: 'Opora' }

/** Tells all plans to the application in the order in which things happened, up to now. */
export async function playPlans(world: World, plans: Plan[]) {
  const ticketIds = new Map<Plan, number>()
  const events = plans
    .flatMap((plan) => [
      { at: plan.openedAt, plan, step: null },
      ...plan.steps.map(({ at, step }) => ({ at, plan, step })),
    ])
    .filter(({ at }) => at <= world.day.now)
    .sort((a, b) => a.at - b.at)
  for (const { at, plan, step } of events) {
    world.moveTo(at)
    if (step === null) ticketIds.set(plan, await register(world, plan))
    else await perform(world, plan, step, ticketIds.get(plan)!)
  }
}

async function register(world: World, plan: Plan): Promise<number> {
  const { isClassified, registeredBy, requester, service, category, item, team } = plan
  const ticket = await registerIncident.handle({
    actor: registeredBy === null ? MAIL_INTAKE : world.person(registeredBy).actor,
    requesterId: world.person(requester).id,
    serviceId: isClassified ? named(world.services, service) : null,
    ciIds: isClassified && item !== null ? [named(world.items, item)] : [],
    categoryId: isClassified ? named(world.categories, category) : null,
    teamId: team === null ? null : named(world.teams, team),
    impact: plan.impact,
    urgency: plan.urgency,
    title: plan.title,
    description: plan.description,
    channel: plan.channel,
  })
  return ticket.id
}

async function perform(world: World, plan: Plan, step: Step, ticketId: number): Promise<unknown> {
  const actor = step.by === null ? SYSTEM_ACTOR : world.person(step.by).actor
  const command = { actor, ticketId }
  switch (step.kind) {
    case 'classify':
      return updateIncident.handle({
        ...command,
        reason: null,
        fields: classification(world, plan),
      })
    case 'take':
      return takeIncident.handle(command)
    case 'say':
      return addComment.handle({ ...command, visibility: 'public', body: step.body })
    case 'note':
      return addComment.handle({ ...command, visibility: 'internal', body: step.body })
    case 'assign':
      return assignIncident.handle({ ...command, note: step.note, ...hands(world, step) })
    case 'ask':
      return awaitCustomer.handle({ ...command, question: step.question })
    case 'vendor': {
      const expectedOn = dayFrom(clock.today(DEMO_ZONE), step.expectedInDays)
      return awaitVendor.handle({
        ...command,
        vendor: step.vendor,
        reference: step.reference,
        expectedOn,
      })
    }
    case 'resume':
      return resumeIncident.handle(command)
    case 'resolve': {
      const closureCategoryId = named(world.categories, plan.category)
      return resolveIncident.handle({
        ...command,
        code: step.code,
        text: step.text,
        closureCategoryId,
      })
    }
    case 'reopen':
      return reopenIncident.handle({ ...command, reason: step.reason })
    case 'close':
      return closeIncident.handle({ ...command, reason: step.reason })
    case 'cancel':
      return cancelIncident.handle({ ...command, cause: step.cause, note: step.note })
    case 'log':
      return log(world, step, ticketId)
    default:
      return step satisfies never
  }
}

function classification(world: World, { service, category, item }: Plan) {
  return {
    serviceId: named(world.services, service),
    categoryId: named(world.categories, category),
    primaryCiId: item === null ? null : named(world.items, item),
  }
}

function hands(world: World, { team, assignee }: Extract<Step, { kind: 'assign' }>) {
  return {
    teamId: named(world.teams, team),
    assigneeId: assignee === null ? null : world.person(assignee).id,
  }
}

async function log(world: World, step: Extract<Step, { kind: 'log' }>, ticketId: number) {
  const { id, actor } = world.person(step.by)
  const spentOn = clock.today(DEMO_ZONE)
  for (const spent of step.spent) {
    await addExpense.handle({ actor, ticketId, personId: id, spentOn, ...spent })
  }
  return logTime.handle({
    actor,
    ticketId,
    personId: id,
    workTypeId: named(world.workTypes, step.work),
    workDate: spentOn,
    startTime: clock.now().setZone(DEMO_ZONE).toFormat('HH:mm'),
    minutes: step.minutes,
    isBillable: step.unbilled === null,
    nonBillableReason: step.unbilled,
    publicNote: step.note,
    internalNote: null,
  })
}
