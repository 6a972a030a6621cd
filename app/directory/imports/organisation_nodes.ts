import { parentOrder } from '#core/imports/parent_order'
import { complain, plain, type Draft } from '#directory/imports/draft'
import type { ImportReach } from '#directory/imports/import_reach'
import Organisation from '#directory/models/organisation'

/** An organisation that is there, or that rows name and the import would make (`id` null). */
export type OrganisationNode = {
  id: number | null
  code: string | null
  name: string
  parent: OrganisationNode | null
  /** Of the top of its tree; null when that is new too. */
  rootId: number | null
  timeZone: string
  locale: 'ru' | 'en'
}

type Options = { reach: ImportReach; createsOrganisations: boolean }

/** Organisations by code and by name; those out of reach do not exist here (T3). */
export class OrganisationNodes {
  readonly #byId = new Map<number, OrganisationNode>()
  readonly #byCode = new Map<string, OrganisationNode>()
  readonly #byName = new Map<string, OrganisationNode[]>()
  readonly #planned = new Map<string, OrganisationNode>()
  readonly #circular = new Set<string>()

  private constructor(private readonly options: Options) {}

  static async load(options: Options): Promise<OrganisationNodes> {
    const nodes = new OrganisationNodes(options)
    const { organisationIds } = options.reach
    const all = await Organisation.query().orderBy('path')
    const reached = all.filter(({ id }) => !organisationIds || organisationIds.has(id))
    for (const organisation of reached) nodes.#add(organisation)
    for (const { id, parentId } of reached) {
      nodes.#byId.get(id)!.parent = parentId === null ? null : (nodes.#byId.get(parentId) ?? null)
    }
    return nodes
  }

  byId(id: number | null): OrganisationNode | null {
    return id === null ? null : (this.#byId.get(id) ?? null)
  }

  /** Organisations the file would add, parents first. */
  get planned(): OrganisationNode[] {
    return [...this.#planned.values()]
  }

  /** Plans the organisations that rows name and nobody knows, with the tree the rows tell of. */
  plan(drafts: readonly Draft[]) {
    if (!this.options.createsOrganisations) return
    const told = this.#toldParents(drafts)
    const unknown = [...told.keys()].filter((name) => this.#find(name) === undefined)
    const parentOf = (name: string) => {
      const parent = told.get(name)?.parent
      return parent && this.#find(parent) === undefined ? plain(parent) : null
    }
    const { ordered, circular } = parentOrder(unknown, parentOf)
    for (const name of circular) this.#circular.add(name)
    for (const name of ordered) this.#planOne(name, told.get(name)!)
  }

  /** The organisation a row names; complains where there is none, or more than one. */
  resolve(draft: Draft): OrganisationNode | null {
    const { organisation: name, organisationCode: code, parentOrganisation } = draft.texts
    const text = code ?? name
    if (!text) return null
    const field = code ? 'organisationCode' : 'organisation'
    const found = this.#named(code, name)
    if (found && found !== 'several') {
      this.#refuseOtherParent(draft, found, parentOrganisation)
      return found
    }
    complain(draft, field, this.#whyNot(found, [code, name]))
    return null
  }

  #whyNot(found: 'several' | undefined, names: (string | undefined)[]) {
    if (found) return 'imports.problems.several_organisations'
    const isCircular = names.some((name) => name && this.#circular.has(plain(name)))
    return isCircular
      ? 'imports.problems.organisation_circle'
      : 'imports.problems.unknown_organisation'
  }

  #named(code: string | undefined, name: string | undefined) {
    if (code) return this.#byCode.get(plain(code)) ?? this.#planned.get(plain(name ?? code))
    return name ? (this.#find(name) ?? this.#planned.get(plain(name))) : undefined
  }

  #find(text: string): OrganisationNode | 'several' | undefined {
    const byCode = this.#byCode.get(plain(text))
    if (byCode) return byCode
    const named = this.#byName.get(plain(text)) ?? []
    return named.length > 1 ? 'several' : named[0]
  }

  /** Organisations are put into a tree when they are made; an import does not move them. */
  #refuseOtherParent(draft: Draft, found: OrganisationNode, parent: string | undefined) {
    if (!parent || found.id === null) return
    const wanted = this.#find(parent)
    if (wanted !== undefined && wanted === found.parent) return
    if (found.parent === null && plain(parent) === plain(found.name)) return
    complain(draft, 'parentOrganisation', 'imports.problems.other_parent', { name: found.name })
  }

  #toldParents(drafts: readonly Draft[]) {
    const told = new Map<string, Told>()
    for (const { texts } of drafts) {
      const name = texts.organisation ?? texts.organisationCode
      if (!name) continue
      const known = told.get(plain(name))
      const [code, parent] = [texts.organisationCode ?? null, texts.parentOrganisation ?? null]
      const isOwnParent = parent !== null && plain(parent) === plain(name)
      told.set(plain(name), {
        name,
        code: known?.code ?? code,
        parent: known?.parent ?? (isOwnParent ? null : parent),
      })
      if (parent && !told.has(plain(parent))) {
        told.set(plain(parent), { name: parent, code: null, parent: null })
      }
    }
    return told
  }

  #planOne(key: string, { name, code, parent: parentName }: Told) {
    const found = parentName
      ? (this.#find(parentName) ?? this.#planned.get(plain(parentName)))
      : null
    if (found === 'several' || found === undefined) return
    const { reach } = this.options
    if (found === null && !reach.mayPlantRoots) return
    this.#planned.set(key, {
      ...{ id: null, code, name, parent: found, rootId: found?.rootId ?? null },
      timeZone: found?.timeZone ?? reach.timeZone,
      locale: found?.locale ?? reach.locale,
    })
  }

  #add({ id, code, name, lineage, timeZone, locale }: Organisation) {
    const node: OrganisationNode = {
      ...{ id, code, name, timeZone, locale: locale as 'ru' | 'en', parent: null },
      rootId: lineage.at(-1) ?? id,
    }
    this.#byId.set(id, node)
    this.#byCode.set(plain(code), node)
    this.#byName.set(plain(name), [...(this.#byName.get(plain(name)) ?? []), node])
  }
}

type Told = { name: string; code: string | null; parent: string | null }

/** Whether a manager of one may lead people of the other. */
export function isSameTree(one: OrganisationNode, other: OrganisationNode): boolean {
  const topOf = (node: OrganisationNode): OrganisationNode =>
    node.parent ? topOf(node.parent) : node
  if (one.rootId !== null || other.rootId !== null) return one.rootId === other.rootId
  return topOf(one) === topOf(other)
}
