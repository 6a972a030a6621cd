import type { OrganisationFacts } from '#cmdb/imports/item_reach'
import { textIdentity } from '#cmdb/workflow/identity_values'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

type Found = { id: number; label: string } | 'several' | null
type Wanted = { organisations: readonly OrganisationFacts[]; owners: readonly string[] }

const PER_QUERY = 400

/** Sites, teams, people and services by what files call them. */
export class ItemReferences {
  readonly #sites = new Map<string, Entry[]>()
  readonly #teams = new Map<string, Entry[]>()
  readonly #services = new Map<string, Entry[]>()
  readonly #people = new Map<string, Entry[]>()
  readonly #labels = new Map<string, string>()

  static async load({ organisations, owners }: Wanted): Promise<ItemReferences> {
    const references = new ItemReferences()
    const ids = organisations.map(({ id }) => id)
    await references.#loadSites(ids)
    await references.#loadTeams()
    await references.#loadServices()
    await references.#loadPeople(ids, [...new Set(owners)])
    return references
  }

  site(organisationId: number, text: string): Found {
    return one(this.#sites.get(`${organisationId}\n${textIdentity(text)}`))
  }

  team(text: string): Found {
    return one(this.#teams.get(textIdentity(text) ?? ''))
  }

  service(text: string): Found {
    return one(this.#services.get(textIdentity(text) ?? ''))
  }

  /** By e-mail, key or name; of namesakes the one of the organisation. */
  owner(organisationId: number, text: string): Found {
    const found = this.#people.get(textIdentity(text) ?? '') ?? []
    const near = found.filter((each) => each.organisationId === organisationId)
    return one(near.length > 0 ? near : found)
  }

  /** What a reference is called; null when it is not among those that were read. */
  labelOf(field: string, id: unknown): string | null {
    return this.#labels.get(`${field} ${String(id)}`) ?? null
  }

  async #loadSites(ids: readonly number[]) {
    for (const some of portions(ids, PER_QUERY)) {
      const rows = await db
        .from('sites')
        .whereIn('organisation_id', some)
        .where('is_active', true)
        .select('id', 'name', 'organisation_id')
      for (const row of rows) {
        this.#add(this.#sites, 'siteId', row, [row.name], `${row.organisation_id}\n`)
      }
    }
  }

  async #loadTeams() {
    const rows = await db.from('teams').where('is_active', true).select('id', 'code', 'name')
    for (const field of ['supportTeamId', 'changeTeamId']) {
      for (const row of rows) this.#add(this.#teams, field, row, [row.code, row.name])
    }
  }

  async #loadServices() {
    const rows = await db.from('services').whereNot('status', 'retired')
    for (const row of rows) {
      const names = [row.code, row.name_ru, row.name_en]
      this.#add(this.#services, 'serviceId', { id: row.id, name: row.name_ru }, names)
    }
  }

  async #loadPeople(organisationIds: readonly number[], texts: readonly string[]) {
    if (organisationIds.length === 0) return
    const within = new Set(organisationIds)
    for (const some of portions(texts, PER_QUERY)) {
      const rows = await db
        .from('people')
        .whereNull('merged_into_id')
        .where('is_active', true)
        .where((query) => {
          void query
            .whereIn('display_name', some)
            .orWhereIn('external_key', some)
            .orWhereRaw(
              `lower(email) in (${some.map(() => '?').join(', ')})`,
              some.map((text) => text.toLowerCase())
            )
        })
        .select('id', 'display_name', 'email', 'external_key', 'organisation_id')
      for (const row of rows.filter((each) => within.has(each.organisation_id))) {
        const person = { id: row.id, name: row.display_name, organisation_id: row.organisation_id }
        const names = [row.display_name, row.email, row.external_key]
        this.#add(this.#people, 'ownerPersonId', person, names)
      }
    }
  }

  #add(
    map: Map<string, Entry[]>,
    field: string,
    row: { id: number; name: string; organisation_id?: number },
    names: (string | null)[],
    prefix = ''
  ) {
    this.#labels.set(`${field} ${row.id}`, row.name)
    const keys = new Set(names.flatMap((name) => (name ? (textIdentity(name) ?? []) : [])))
    for (const key of keys) {
      const entry = { id: row.id, label: row.name, organisationId: row.organisation_id ?? null }
      const known = map.get(prefix + key) ?? []
      if (!known.some(({ id }) => id === row.id)) map.set(prefix + key, [...known, entry])
    }
  }
}

type Entry = { id: number; label: string; organisationId: number | null }

function one(found: readonly Entry[] = []): Found {
  if (found.length > 1) return 'several'
  return found[0] ?? null
}
