import { portions } from '#core/portions'
import { plain } from '#directory/imports/draft'
import type { ImportReach } from '#directory/imports/import_reach'
import type { PhoneValues } from '#directory/models/person_types'
import db from '@adonisjs/lucid/services/db'

/** What the import compares a row with. */
export type KnownPerson = {
  id: number
  organisationId: number
  displayName: string
  email: string | null
  externalKey: string | null
  jobTitle: string | null
  room: string | null
  timeZone: string | null
  locale: string | null
  siteId: number | null
  departmentId: number | null
  managerId: number | null
  isVip: boolean
  isActive: boolean
  version: number
  phones: PhoneValues[]
}

type Wanted = { organisationIds: number[]; emails: string[]; keys: string[]; names: string[] }
type Query = ReturnType<typeof db.from>

const PER_QUERY = 400
const COLUMNS = [
  ...['id', 'organisation_id', 'display_name', 'email', 'external_key', 'job_title', 'room'],
  ...['time_zone', 'locale', 'site_id', 'department_id', 'manager_id', 'is_vip', 'is_active'],
  'version',
]

/** The people within reach whom the rows of a file may mean, found in memory. */
export class KnownPeople {
  readonly #byId = new Map<number, KnownPerson>()
  readonly #byEmail = new Map<string, KnownPerson[]>()
  readonly #byKey = new Map<string, KnownPerson[]>()
  readonly #byName = new Map<string, KnownPerson[]>()

  /** Everybody of the organisations, and whoever elsewhere has one of the addresses, keys, names. */
  static async load(reach: ImportReach, wanted: Wanted): Promise<KnownPeople> {
    const people = new KnownPeople()
    await people.#read(reach, 'organisation_id', wanted.organisationIds)
    await people.#read(reach, 'lower(email)', wanted.emails)
    await people.#read(reach, 'external_key', wanted.keys)
    await people.#read(reach, 'display_name', wanted.names)
    await people.#readManagers()
    await people.#readPhones()
    return people
  }

  byId(id: number | null): KnownPerson | null {
    return id === null ? null : (this.#byId.get(id) ?? null)
  }

  byKey(key: string): KnownPerson[] {
    return this.#byKey.get(key.toLowerCase()) ?? []
  }

  byEmail(email: string): KnownPerson[] {
    return this.#byEmail.get(plain(email)) ?? []
  }

  byName(name: string): KnownPerson[] {
    return this.#byName.get(plain(name)) ?? []
  }

  async #read(reach: ImportReach, column: string, values: (string | number)[]) {
    const distinct = [...new Set(values)]
    for (const some of portions(distinct, PER_QUERY)) {
      const holes = some.map(() => '?').join(', ')
      const query = db.from('people').whereRaw(`${column} in (${holes})`, some)
      for (const person of await this.#people(query)) {
        const { organisationIds } = reach
        if (!organisationIds || organisationIds.has(person.organisationId)) this.#add(person)
      }
    }
  }

  /** Their names stand beside what would change, wherever they are. */
  async #readManagers() {
    const ids = [...this.#byId.values()].flatMap(({ managerId }) => managerId ?? [])
    const missing = [...new Set(ids)].filter((id) => !this.#byId.has(id))
    for (const some of portions(missing, PER_QUERY)) {
      const query = db.from('people').whereIn('id', some)
      for (const person of await this.#people(query)) this.#byId.set(person.id, person)
    }
  }

  async #readPhones() {
    const ids = [...this.#byId.keys()]
    for (const some of portions(ids, PER_QUERY)) {
      const rows = await db
        .from('person_phones')
        .whereIn('person_id', some)
        .orderBy('person_id')
        .orderBy('position')
        .select('person_id', 'number', 'label')
      for (const { person_id: id, number, label } of rows) {
        this.#byId.get(id)?.phones.push({ number, label })
      }
    }
  }

  async #people(query: Query): Promise<KnownPerson[]> {
    const rows = await query.whereNull('merged_into_id').select(COLUMNS)
    return rows.map((row) => ({
      ...{ id: row.id, organisationId: row.organisation_id, displayName: row.display_name },
      ...{ email: row.email, externalKey: row.external_key, jobTitle: row.job_title },
      ...{ room: row.room, timeZone: row.time_zone, locale: row.locale, siteId: row.site_id },
      ...{ departmentId: row.department_id, managerId: row.manager_id, version: row.version },
      ...{ isVip: Boolean(row.is_vip), isActive: Boolean(row.is_active), phones: [] },
    }))
  }

  #add(person: KnownPerson) {
    if (this.#byId.has(person.id)) return
    this.#byId.set(person.id, person)
    push(this.#byName, plain(person.displayName), person)
    if (person.email) push(this.#byEmail, plain(person.email), person)
    if (person.externalKey) push(this.#byKey, person.externalKey.toLowerCase(), person)
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value) {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
