import { itemListRows } from './item_lists.mjs'
import { signInWithoutHash } from './sign_in.mjs'

const ROWS = 20
const RARE_WORD = 'zyxplover'
/** Full sentences of the lengths of the workload: 38, 390 and 155 characters. */
const TITLE = 'Payroll portal answers with error 5000'
const DESCRIPTION = 'The portal answers slowly since the morning and then not at all. '.repeat(6)
const NOTE =
  'Checked the load balancer and both nodes, restarted the second one, watched the queue drain; waiting for the client to confirm. '

/** What is measured: each row gives one action of a signed-in agent and checks its answer. */
export function workload(facts, random) {
  const { pick, between } = random
  const [large, medium, small] = facts.roots
  const list = (path) => async (client) =>
    checked(
      await client.visit(path),
      ({ props }) =>
        props.page.total > 0 && props.tickets.length === Math.min(ROWS, props.page.total)
    )
  const incident = () => number('INC', between(1, facts.incidents))
  const impact =
    ({ id, size }) =>
    async (client) => {
      const path = `/configuration-items/${number('CI', id)}/impact.json?full=1`
      return checked(
        await client.json(path),
        ({ rows, counts }) => rows.length === size + 1 && counts.objects === size
      )
    }
  const lists = {
    all: list(`/tickets?view=all&perPage=${ROWS}`),
    open: list(`/tickets?view=open&perPage=${ROWS}`),
    mine: list(`/tickets?view=mine&perPage=${ROWS}`),
    requests: list(`/tickets?view=all&kind=request&perPage=${ROWS}`),
    organisation: list(`/tickets?view=all&organisation=${facts.organisation}&perPage=${ROWS}`),
  }
  const ticket = async (client) => {
    const wanted = incident()
    return checked(
      await client.visit(`/incidents/${wanted}`),
      ({ props }) => props.ticket.number === wanted
    )
  }
  const create = (ciIds) => async (client) => {
    const answer = await client.post('/incidents', newIncident(pick(facts.callers), ciIds()))
    if (answer.status !== 302 || !answer.location.startsWith('/incidents/INC-')) {
      throw new Error(`create: ${answer.status} ${answer.location}`)
    }
    return answer
  }
  const comment = async (client) => {
    const answer = await client.post(`/incidents/${pick(facts.openIncidents)}/comments`, {
      visibility: 'internal',
      body: NOTE.padEnd(155, '.').slice(0, 155),
    })
    if (answer.status !== 302) throw new Error(`comment: ${answer.status}`)
    return answer
  }
  const leaf = create(() => [pick(facts.leaves)])
  const rows = [
    { name: 'list, all tickets', bar: [12, 25], act: lists.all },
    {
      name: 'list, all incidents',
      bar: [12, 25],
      act: list(`/incidents?view=all&perPage=${ROWS}`),
    },
    { name: 'list, open', bar: [12, 25], act: lists.open },
    { name: 'list, mine', bar: [12, 25], act: lists.mine },
    { name: 'list, requests', bar: [12, 25], act: lists.requests },
    { name: 'list, one organisation', bar: [12, 25], act: lists.organisation },
    { name: 'ticket', bar: [9, 20], act: ticket },
    {
      name: 'CI page',
      bar: [11, 25],
      act: (client) => itemPage(client, number('CI', pick(facts.servers))),
    },
    ...itemListRows(async (client, path, isRight) => checked(await client.visit(path), isRight)),
    { name: 'search, a rare word', bar: [6, 20], act: (client) => search(client, RARE_WORD) },
    { name: `impact of ${large.size}`, bar: [5, 15], act: impact(large) },
    { name: `impact of ${medium.size}`, bar: [5, 15], act: impact(medium) },
    { name: `impact of ${small.size}`, bar: [5, 15], act: impact(small) },
    ...(facts.together === null ? [] : [manyTogether(facts.together)]),
    { name: 'create, no CI', bar: [5, 15], act: create(() => []), isWriting: true },
    { name: 'create, a leaf CI', bar: [5, 15], act: leaf, isWriting: true },
    {
      name: `create, CI of ${large.size}`,
      bar: [5, 15],
      act: create(() => [large.id]),
      isWriting: true,
    },
    {
      name: 'create and open',
      bar: null,
      act: (client) => thenOpen(client, leaf),
      isWriting: true,
    },
    { name: 'comment', bar: [5, 12], act: comment, isWriting: true },
    {
      name: 'sign-in without the hash',
      bar: [50, 50],
      act: signInWithoutHash(facts.agent.email, facts.agent.password),
      isWriting: true,
    },
  ]
  const mixed = [
    ...Object.values(lists).map((act) => [act, 8]),
    [ticket, 40],
    [leaf, 10],
    [comment, 10],
  ]
  return { rows, mixed }
}

/** What-if of several failures at once; only the large graphs have so many items. */
function manyTogether({ ids: [first, ...others], size }) {
  const also = others.map((id) => number('CI', id)).join(',')
  const path = `/configuration-items/${number('CI', first)}/impact.json?full=1&also=${also}`
  return {
    name: `impact of ${size}`,
    bar: [60, 120],
    act: async (client) =>
      checked(await client.json(path), ({ counts }) => counts.objects === size),
  }
}

/** Numbers of incidents that take comments, for the comment's row. */
export async function openIncidents(client) {
  const pages = await Promise.all(
    [1, 2, 3].map((page) => client.visit(`/incidents?view=open&perPage=100&page=${page}`))
  )
  return pages.flatMap((page) => page.data().props.tickets.map((ticket) => ticket.number))
}

function checked(answer, isRight) {
  if (answer.status !== 200 || !isRight(answer.data())) {
    throw new Error(`Unexpected answer ${answer.status}: ${answer.text().slice(0, 300)}`)
  }
  return answer
}

/** The page and what it fetches after it was shown. */
async function itemPage(client, wanted) {
  const path = `/configuration-items/${wanted}`
  const page = checked(
    await client.visit(path),
    ({ props }) => props.item.number === wanted && props.relations.length > 0
  )
  const { component, deferredProps = {} } = page.data()
  const fetched = []
  for (const props of Object.values(deferredProps)) {
    fetched.push(checked(await client.visit(path, { component, props }), () => true))
  }
  return together([page, ...fetched])
}

async function search(client, word) {
  const answer = await client.visit(`/tickets?view=all&q=${word}&perPage=${ROWS}`)
  return checked(answer, ({ props }) => props.page.total === 10 && props.tickets.length === 10)
}

async function thenOpen(client, create) {
  const created = await create(client)
  return together([
    created,
    checked(await client.visit(created.location), ({ props }) =>
      created.location.endsWith(props.ticket.number)
    ),
  ])
}

function together(answers) {
  const sum = (field) => answers.reduce((total, answer) => total + answer[field], 0)
  return { ...answers[0], ms: sum('ms'), bytes: sum('bytes'), queries: sum('queries') }
}

function newIncident(requesterId, ciIds) {
  return {
    requesterId,
    ciIds,
    impact: 2,
    urgency: 2,
    title: TITLE,
    description: DESCRIPTION.slice(0, 390),
    channel: 'phone',
  }
}

function number(prefix, id) {
  return `${prefix}-${String(id).padStart(6, '0')}`
}
