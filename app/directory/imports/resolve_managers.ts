import { parentOrder } from '#core/imports/parent_order'
import {
  complain,
  isBad,
  isOpen,
  isSkipped,
  nameOf,
  plain,
  type Draft,
  type Manager,
} from '#directory/imports/draft'
import type { KnownPeople, KnownPerson } from '#directory/imports/known_people'
import {
  isSameTree,
  type OrganisationNode,
  type OrganisationNodes,
} from '#directory/imports/organisation_nodes'

type Context = { people: KnownPeople; organisations: OrganisationNodes }
/** Somebody in the chain of managers: a row of the file, or a person it does not touch. */
type Link = Draft | KnownPerson

/**
 * Finds the manager each row names, by e-mail or name, among the people known and the rows of the
 * file in any order. Gives the rows so ordered that managers come before their people; circles and
 * rows whose manager cannot be written are complained about.
 */
export function resolveManagers(drafts: readonly Draft[], context: Context): Draft[] {
  const rows = new RowsByName(drafts)
  for (const draft of drafts) {
    if (draft.texts.manager) draft.manager = managerOf(draft, draft.texts.manager, rows, context)
  }
  const rowOf = new Map(drafts.flatMap((each) => (each.person ? [[each.person.id, each]] : [])))
  const linkOf = (person: KnownPerson): Link => rowOf.get(person.id) ?? person
  const above = (link: Link): Link | null => {
    if (!('row' in link)) return linked(context.people.byId(link.managerId))
    if (link.manager === undefined) {
      return linked(context.people.byId(link.person?.managerId ?? null))
    }
    if (link.manager === null) return null
    return 'draft' in link.manager ? link.manager.draft : linkOf(link.manager.person)
  }
  const linked = (person: KnownPerson | null) => (person ? linkOf(person) : null)

  const { ordered, circular } = parentOrder<Link>(drafts, above)
  for (const link of circular) {
    if ('row' in link && link.texts.manager) {
      complain(link, 'manager', 'imports.problems.manager_circle')
    }
  }
  const inOrder = ordered.filter((link): link is Draft => 'row' in link)
  for (const draft of inOrder) refuseLostManager(draft)
  return inOrder
}

/** A manager whom the file was to add and cannot leaves their people without one. */
function refuseLostManager(draft: Draft) {
  const { manager } = draft
  if (!manager || !('draft' in manager) || manager.draft.person) return
  if (isBad(manager.draft) || isOpen(manager.draft)) {
    complain(draft, 'manager', 'imports.problems.manager_not_imported', { row: manager.draft.row })
  }
}

function managerOf(draft: Draft, text: string, rows: RowsByName, context: Context) {
  const { home } = draft
  if (!home) return undefined
  const known = [...context.people.byEmail(text), ...context.people.byName(text)].map(
    (person): Manager => ({ person })
  )
  const added = rows.find(text).map((each): Manager => ({ draft: each }))
  const inTree = [...known, ...added].filter((manager) => {
    const place = homeOf(manager, context)
    return place !== null && isSameTree(place, home)
  })
  const near = inTree.filter((manager) => homeOf(manager, context) === home)
  const found = near.length > 0 ? near : inTree
  if (found.length === 1) return refuseSelf(draft, found[0]!)
  const reason = found.length === 0 ? 'unknown_manager' : 'several_managers'
  complain(draft, 'manager', `imports.problems.${reason}`)
  return undefined
}

function refuseSelf(draft: Draft, manager: Manager) {
  const isSelf = 'draft' in manager ? manager.draft === draft : manager.person === draft.person
  if (!isSelf) return manager
  complain(draft, 'manager', 'imports.problems.own_manager')
  return undefined
}

function homeOf(manager: Manager, { organisations }: Context): OrganisationNode | null {
  if ('draft' in manager) return manager.draft.home
  return organisations.byId(manager.person.organisationId)
}

/** Rows that add somebody; those who are known are found as people. */
class RowsByName {
  readonly #rows = new Map<string, Draft[]>()

  constructor(drafts: readonly Draft[]) {
    const added = drafts.filter((draft) => draft.person === null && !isSkipped(draft))
    for (const draft of added) {
      const names = [nameOf(draft), draft.own.email ?? ''].map(plain).filter(Boolean)
      for (const name of new Set(names)) {
        this.#rows.set(name, [...(this.#rows.get(name) ?? []), draft])
      }
    }
  }

  find(text: string): Draft[] {
    return this.#rows.get(plain(text)) ?? []
  }
}
