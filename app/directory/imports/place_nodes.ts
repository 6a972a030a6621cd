import { portions } from '#core/portions'
import { plain } from '#directory/imports/draft'
import type { OrganisationNode } from '#directory/imports/organisation_nodes'
import Department from '#directory/models/department'
import Site from '#directory/models/site'

/** A site or department that is there, or that rows name and the import would make (`id` null). */
export type PlaceNode = { id: number | null; name: string; organisation: OrganisationNode }

type Kind = 'site' | 'department'
type Row = { id: number; name: string; organisationId: number }

const READERS = {
  site: (ids: number[]) => Site.query().whereIn('organisationId', ids).where('isActive', true),
  department: (ids: number[]) =>
    Department.query().whereIn('organisationId', ids).where('isActive', true),
} as const
const PER_QUERY = 500

/** Sites or departments of the organisations a file is about. */
export class PlaceNodes {
  readonly #known = new Map<string, PlaceNode[]>()
  readonly #byId = new Map<number, PlaceNode>()
  readonly #planned = new Map<string, PlaceNode>()

  private constructor(private readonly creates: boolean) {}

  static async load(kind: Kind, organisations: readonly OrganisationNode[], creates: boolean) {
    const nodes = new PlaceNodes(creates)
    const byId = new Map(organisations.flatMap((node) => (node.id ? [[node.id, node]] : [])))
    const ids = [...byId.keys()]
    for (const some of portions(ids, PER_QUERY)) {
      const rows: Row[] = await READERS[kind](some)
      for (const { id, name, organisationId } of rows) {
        nodes.#add({ id, name, organisation: byId.get(organisationId)! })
      }
    }
    return nodes
  }

  byId(id: number | null): PlaceNode | null {
    return id === null ? null : (this.#byId.get(id) ?? null)
  }

  get planned(): PlaceNode[] {
    return [...this.#planned.values()]
  }

  /** The place of that name; planned if nobody knows it and that is wanted. */
  find(organisation: OrganisationNode, name: string): PlaceNode | 'several' | null {
    const key = keyOf(organisation, name)
    const known = this.#known.get(key) ?? []
    if (known.length > 1) return 'several'
    const node = known[0] ?? this.#planned.get(key)
    if (node || !this.creates) return node ?? null
    const planned = { id: null, name: name.trim(), organisation }
    this.#planned.set(key, planned)
    return planned
  }

  #add(node: PlaceNode) {
    const key = keyOf(node.organisation, node.name)
    this.#known.set(key, [...(this.#known.get(key) ?? []), node])
    this.#byId.set(node.id!, node)
  }
}

function keyOf({ id, name }: OrganisationNode, place: string): string {
  return `${id ?? plain(name)}\n${plain(place)}`
}
