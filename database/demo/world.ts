import type { DemoDay } from '#database/demo/demo_time'
import type { PersonSeed } from '#database/demo/directory/define_person'
import type { Actor } from '#core/actor'

/** Someone of the story with the ids that the database gave them. */
export type Character = PersonSeed & {
  id: number
  organisationId: number
  siteId: number
  actor: Actor
}

/** What has been created so far, by the names the story uses. */
export class World {
  readonly organisations = new Map<string, number>()
  /** By organisation code and name: `ROMASHKA/Магазин «Сокол»`. */
  readonly sites = new Map<string, number>()
  readonly people = new Map<string, Character>()
  readonly teams = new Map<string, number>()
  readonly calendars = new Map<string, number>()
  readonly services = new Map<string, number>()
  readonly agreements = new Map<string, number>()
  readonly contracts = new Map<string, number>()
  readonly items = new Map<string, number>()
  readonly categories = new Map<string, number>()
  readonly workTypes = new Map<string, number>()

  constructor(
    readonly day: DemoDay,
    readonly moveTo: (at: number) => void
  ) {}

  person(key: string): Character {
    return named(this.people, key)
  }

  membersOf(team: string): Character[] {
    return [...this.people.values()].filter((person) => person.team === team)
  }
}

/** @throws RangeError on a name the story never introduced */
export function named<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name)
  if (value === undefined) throw new RangeError(`The demonstration knows no "${name}"`)
  return value
}
