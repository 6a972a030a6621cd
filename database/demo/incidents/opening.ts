import { PROVIDER_PEOPLE } from '#database/demo/directory/people_provider'
import { CLIENT_PEOPLE } from '#database/demo/directory/people_clients'
import type { PersonSeed } from '#database/demo/directory/define_person'
import { ORGANISATIONS, PROVIDER } from '#database/demo/directory/organisations'
import type { TeamCode } from '#database/demo/directory/teams'
import { fill, type Case, type Family } from '#database/demo/incidents/define_family'
import { FAMILIES } from '#database/demo/incidents/families/all_families'
import type { ClientSetting } from '#database/demo/incidents/clients'
import type { Plan } from '#database/demo/incidents/plan'
import { ALL_ITEMS } from '#database/demo/items/all_items'
import type { ItemSeed } from '#database/demo/items/define_item'
import type { Random } from '#database/demo/random'
import { SERVICES } from '#database/demo/service_levels/services'
import { priorityOf, type Priority } from '#tickets/workflow/priority'
import type { TicketChannel } from '#tickets/workflow/codes'
import { DateTime } from 'luxon'

/** An incident as it comes in, with what the rest of its plan is made from. */
export type Opening = {
  client: ClientSetting
  family: Family
  trouble: Case
  priority: Priority
  facts: Record<string, string>
  plan: Plan
}

type Wishes = {
  channel?: TicketChannel
  impact?: Plan['impact']
  urgency?: Plan['urgency']
  service?: string
}

const CHANNELS: [channel: TicketChannel, weight: number][] = [
  ['portal', 42],
  ['email', 27],
  ['phone', 27],
  ['agent', 4],
]
const CRITICAL = 1

export function open(
  random: Random,
  client: ClientSetting,
  openedAt: number,
  wishes: Wishes = {}
): Opening {
  const family = random.weighted(familiesOf(client, wishes), ({ weight }) => weight)
  const item = pickItem(random, client, family)
  const requester = pickRequester(random, client, family, item)
  const channel =
    wishes.channel ??
    (family.isMonitored ? 'monitoring' : random.weighted(CHANNELS, ([, weight]) => weight)[0])
  const facts = factsOf(random, client, openedAt, item, requester)
  const trouble = random.pick(family.cases)
  const impact = wishes.impact ?? random.pick(family.impact)
  const urgency = wishes.urgency ?? random.pick(family.urgency)
  const isByDesk = channel === 'phone' || channel === 'agent'
  const plan: Plan = {
    openedAt,
    requester: requester.key,
    registeredBy: isByDesk
      ? firstLineAgent(random, client)
      : channel === 'portal'
        ? requester.key
        : null,
    channel,
    isClassified: channel !== 'email',
    service: family.service,
    category: family.category,
    item: item?.name ?? null,
    team: isByDesk ? 'first-line' : null,
    impact,
    urgency,
    title: fill(trouble.title, facts),
    description: fill(trouble.text, facts),
    steps: [],
  }
  const isCriticalService =
    serviceOf(family).criticality === CRITICAL || item?.criticality === CRITICAL
  return {
    client,
    family,
    trouble,
    facts,
    plan,
    priority: priorityOf({ impact, urgency, isVip: requester.isVip, isCriticalService }),
  }
}

export function serviceOf({ service }: Family) {
  return SERVICES.find(({ code }) => code === service)!
}

/** Berlin is mostly served by the agent who speaks English all day. */
export function firstLineAgent(random: Random, { locale }: ClientSetting): string {
  return agentOf(random, 'first-line', (key) => ((key === 'vogel') === (locale === 'en') ? 5 : 1))
}

export function agentOf(
  random: Random,
  team: TeamCode,
  weightOf: (key: string) => number = () => 1
): string {
  const members = PROVIDER_PEOPLE.filter((person) => person.team === team)
  return random.weighted(members, ({ key }) => weightOf(key)).key
}

function familiesOf(client: ClientSetting, { service, channel }: Wishes): Family[] {
  return FAMILIES.filter(
    (family) =>
      family.locale === client.locale &&
      (family.clients?.includes(client.code) ?? true) &&
      (service === undefined || family.service === service) &&
      (channel === undefined || (channel === 'monitoring') === (family.isMonitored ?? false)) &&
      (!family.classes || family.shared || itemsOf(client, family).length > 0)
  )
}

function pickItem(random: Random, client: ClientSetting, family: Family): ItemSeed | null {
  const own = itemsOf(client, family)
  if (own.length > 0) return random.pick(own)
  const tree = treeOf(client.code)
  const shared = ALL_ITEMS.filter(({ name }) => family.shared?.includes(name))
  const theirs = shared.filter(({ organisation }) => tree.includes(organisation))
  const usable =
    theirs.length > 0 ? theirs : shared.filter(({ organisation }) => organisation === PROVIDER)
  return usable.length > 0 ? random.pick(usable) : null
}

function itemsOf({ code }: ClientSetting, { classes = [] }: Family): ItemSeed[] {
  const tree = treeOf(code)
  return ALL_ITEMS.filter(
    ({ organisation, classCode }) => tree.includes(organisation) && classes.includes(classCode)
  )
}

function pickRequester(
  random: Random,
  { code }: ClientSetting,
  family: Family,
  item: ItemSeed | null
): PersonSeed {
  const people = CLIENT_PEOPLE.filter(({ organisation }) => treeOf(code).includes(organisation))
  const owner = people.find(({ key }) => key === item?.owner)
  if (owner) return owner
  if (family.isMonitored) {
    return people.find(({ isItContact }) => isItContact) ?? random.pick(people)
  }
  const onSite = people.filter(({ site }) => site === item?.site)
  const candidates = onSite.length > 0 ? onSite : people
  return random.weighted(candidates, ({ isVip, isItContact }) => (isVip || isItContact ? 0.3 : 1))
}

function treeOf(code: string): string[] {
  return ORGANISATIONS.filter((seed) => seed.code === code || seed.parent === code).map(
    (seed) => seed.code
  )
}

function factsOf(
  random: Random,
  { local }: ClientSetting,
  openedAt: number,
  item: ItemSeed | null,
  requester: PersonSeed
): Record<string, string> {
  const noticed = DateTime.fromMillis(openedAt, { zone: local.timeZone }).minus({
    minutes: random.whole(5, 40),
  })
  return {
    ci: item?.name ?? '',
    site: item?.site ?? requester.site,
    time: noticed.toFormat('HH:mm'),
    room: String(random.whole(1, 4) * 100 + random.whole(1, 24)),
    doc: String(random.whole(1200, 9800)),
    count: String(random.whole(2, 4)),
  }
}
