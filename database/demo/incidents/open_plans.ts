import { openPlan, type Standing } from '#database/demo/incidents/open_story'
import type { Plan } from '#database/demo/incidents/plan'

const minutes = (value: number) => ({ minutes: value })
const share = (value: number) => ({ share: value })

/** What lies on the desk at the end of the story: every state, some late, some about to be. */
const STANDINGS: Standing[] = [
  { client: 'ROMASHKA', age: minutes(4), state: 'new', channel: 'email' },
  { client: 'TSP', age: minutes(11), state: 'new', channel: 'email' },
  { client: 'LINDENHOF', age: minutes(23), state: 'new', channel: 'email' },
  { client: 'ROMASHKA', age: minutes(48), state: 'new', channel: 'email' },
  { client: 'VML', age: minutes(95), state: 'new', channel: 'email' },
  { client: 'TSP', age: minutes(7), state: 'queued', channel: 'portal' },
  { client: 'ROMASHKA', age: minutes(26), state: 'queued', channel: 'phone', level: [3, 1] },
  { client: 'LINDENHOF', age: minutes(55), state: 'queued', channel: 'portal' },
  { client: 'ZDRAVITSA', age: minutes(70), state: 'queued', channel: 'portal' },
  {
    client: 'ROMASHKA',
    age: minutes(150),
    state: 'queued',
    channel: 'monitoring',
    level: [3, 2],
    service: 'BACKUP',
  },
  { client: 'TSP', age: minutes(380), state: 'queued', channel: 'portal', level: [3, 2] },
  { client: 'ROMASHKA', age: minutes(130), state: 'assigned', channel: 'phone' },
  { client: 'LINDENHOF', age: minutes(180), state: 'assigned', channel: 'portal' },
  { client: 'URALMET', age: minutes(240), state: 'assigned', channel: 'phone' },
  {
    client: 'ROMASHKA',
    age: { minutesLeft: 35 },
    state: 'working',
    channel: 'phone',
    level: [1, 1],
    service: 'INTERNET',
  },
  {
    client: 'ROMASHKA',
    age: { minutesLeft: 52 },
    state: 'working',
    channel: 'monitoring',
    level: [1, 1],
    service: 'SERVERS',
  },
  { client: 'TSP', age: { minutesLeft: 40 }, state: 'working', channel: 'portal', level: [2, 2] },
  { client: 'ROMASHKA', age: share(0.35), state: 'working', channel: 'portal', level: [3, 2] },
  { client: 'TSP', age: share(0.5), state: 'working', channel: 'email', level: [3, 2] },
  {
    client: 'VML',
    age: share(0.4),
    state: 'working',
    channel: 'portal',
    level: [2, 2],
    service: 'ERP',
  },
  {
    client: 'ROMASHKA',
    age: share(1.25),
    state: 'working',
    channel: 'phone',
    level: [2, 2],
    service: 'ERP',
    isBreachSeen: true,
  },
  {
    client: 'LINDENHOF',
    age: share(1.4),
    state: 'working',
    channel: 'portal',
    level: [2, 2],
    isBreachSeen: true,
  },
  {
    client: 'TSP',
    age: share(1.12),
    state: 'working',
    channel: 'phone',
    level: [3, 1],
    isBreachSeen: true,
  },
  { client: 'ROMASHKA', age: share(0.9), state: 'asked', channel: 'portal', level: [3, 2] },
  { client: 'TSP', age: share(0.6), state: 'asked', channel: 'email', level: [3, 3] },
  { client: 'LINDENHOF', age: share(0.7), state: 'asked', channel: 'phone' },
  { client: 'VML', age: share(0.3), state: 'asked', channel: 'portal', level: [3, 2] },
  {
    client: 'ROMASHKA',
    age: share(0.75),
    state: 'vendor',
    channel: 'phone',
    level: [3, 2],
    service: 'POS',
  },
  {
    client: 'TSP',
    age: share(0.65),
    state: 'vendor',
    channel: 'portal',
    level: [3, 2],
    service: 'PRINT',
  },
  {
    client: 'LINDENHOF',
    age: share(0.5),
    state: 'vendor',
    channel: 'phone',
    level: [3, 2],
    service: 'PRINT',
  },
  {
    client: 'ROMASHKA',
    age: share(0.55),
    state: 'reopened',
    channel: 'portal',
    level: [3, 3],
    service: 'WORKPLACE',
  },
]

export const OPEN_COUNT = STANDINGS.length

export function openPlans(now: number): Plan[] {
  return STANDINGS.map((standing, at) => openPlan(`open:${at}`, standing, now))
}
