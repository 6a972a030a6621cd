import CiAttributeOverride from '#cmdb/models/ci_attribute_override'
import CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import type { CiLifecycle } from '#cmdb/models/ci_types'
import CiSourceRanking from '#cmdb/models/ci_source_ranking'
import { ciClassTable, type CiClassFacts } from '#cmdb/queries/ci_class_table'
import { compileAttribute, type Reading } from '#cmdb/workflow/attribute_rules'
import type { AttributeDefinition, AttributeInputValue } from '#cmdb/workflow/attribute_types'
import { compileClassSchema, type ClassSchema } from '#cmdb/workflow/class_schema'
import { chainOf } from '#cmdb/workflow/class_tree'
import {
  identifiersOf,
  isDependent,
  toIdentifier,
  type Identifier,
} from '#cmdb/workflow/identifiers'
import { textIdentity } from '#cmdb/workflow/identity_values'
import { inheritAttributes, type Tightening } from '#cmdb/workflow/inheritance'
import { rankingOf, type SourceRanking } from '#cmdb/workflow/source_ranking'

type Rows = {
  classes: readonly CiClassFacts[]
  rules: ReadonlyMap<number, CiClass>
  defined: readonly AttributeDefinition[]
  tightenings: readonly Tightening[]
  rankings: readonly SourceRanking[]
}

/** All classes with what they inherit, read with five queries; a class is compiled when it is asked for. */
export class ClassTree {
  readonly #byId: ReadonlyMap<number, CiClassFacts>
  readonly #byText = new Map<string, CiClassFacts>()
  readonly #lineages = new Map<number, readonly string[]>()
  readonly #schemas = new Map<number, ClassSchema>()
  readonly #identifiers = new Map<number, readonly Identifier[]>()
  readonly #rankings = new Map<string, SourceRanking | null>()
  readonly #readers = new Map<AttributeDefinition, (value: AttributeInputValue) => Reading>()

  private constructor(private readonly rows: Rows) {
    this.#byId = new Map(rows.classes.map((each) => [each.id, each]))
    for (const each of rows.classes) {
      for (const text of [each.labelRu, each.labelEn, each.code]) {
        this.#byText.set(textIdentity(text)!, each)
      }
    }
  }

  static async load(): Promise<ClassTree> {
    const rules = await CiClass.query()
    const attributes = await CiClassAttribute.query().orderBy('position')
    const overrides = await CiAttributeOverride.query()
    return new ClassTree({
      classes: await ciClassTable(),
      rules: new Map(rules.map((each) => [each.id, each])),
      defined: attributes.map(({ definition }) => definition),
      tightenings: overrides.map(({ tightening }) => tightening),
      rankings: (await CiSourceRanking.query()).map(({ ranking }) => ranking),
    })
  }

  /** By code or label in either language. */
  find(text: string): CiClassFacts | null {
    return this.#byText.get(textIdentity(text) ?? '') ?? null
  }

  byId(id: number): CiClassFacts {
    return this.#byId.get(id)!
  }

  /** Codes of the class and those above it, nearest first. */
  lineageOf(id: number): readonly string[] {
    return kept(this.#lineages, id, () => chainOf(this.rows.classes, id).map(({ code }) => code))
  }

  /** The way of life of the class's items. */
  lifecycleOf(id: number): CiLifecycle {
    return this.rows.rules.get(id)!.lifecycle
  }

  /** What checks the items of a class. */
  schemaOf(id: number): ClassSchema {
    return kept(this.#schemas, id, () => {
      const chain = chainOf(this.rows.classes, id).map((each) => this.rows.rules.get(each.id)!)
      const ids = chain.map((each) => each.id)
      const { defined, tightenings } = this.rows
      const naming = chain.find(({ namingRule }) => namingRule !== null) ?? chain[0]!
      const { namingRule, namingHintRu, namingHintEn } = naming
      return compileClassSchema(
        { classId: id, namingRule, namingHintRu, namingHintEn },
        inheritAttributes(ids, defined, tightenings)
      )
    })
  }

  /** Attributes of the class by key, inherited ones included. */
  attributesOf(id: number): ReadonlyMap<string, AttributeDefinition> {
    return this.schemaOf(id).byKey
  }

  /** How sources of a field are believed; null leaves it to their authority. */
  rankingOf(id: number, field: string): SourceRanking | null {
    const { rankings, classes } = this.rows
    if (rankings.length === 0) return null
    return kept(this.#rankings, `${id} ${field}`, () => {
      const chain = chainOf(classes, id).map((each) => each.id)
      return rankingOf(rankings, chain, field)
    })
  }

  /** Whether values grow old by the ranking of a class, whatever their source says. */
  get hasRefreshDays(): boolean {
    return this.rows.rankings.some(({ refreshDays }) => refreshDays !== null)
  }

  /** A value as the form of the item stores it, or what is wrong with it. */
  read(definition: AttributeDefinition, value: AttributeInputValue): Reading {
    return kept(this.#readers, definition, () => compileAttribute(definition))(value)
  }

  /** By what items of the class are told, the best first (domain §4.8). */
  identifiersOf(id: number): readonly Identifier[] {
    return kept(this.#identifiers, id, () => {
      const given = new Map(
        chainOf(this.rows.classes, id).map(({ id: above, code }) => [
          code,
          this.rows.rules.get(above)!.identifiers,
        ])
      )
      return identifiersOf(
        this.lineageOf(id),
        (code) => given.get(code)?.map((each) => toIdentifier(each)) ?? null
      )
    })
  }

  isDependent(id: number): boolean {
    return isDependent(this.identifiersOf(id))
  }

  /** Every attribute that may be filled, once per key. */
  get allAttributes(): AttributeDefinition[] {
    const all = new Map<string, AttributeDefinition>()
    for (const { id } of this.rows.classes) {
      for (const each of this.schemaOf(id).definitions) {
        if (!all.has(each.key)) all.set(each.key, each)
      }
    }
    return [...all.values()]
  }
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
