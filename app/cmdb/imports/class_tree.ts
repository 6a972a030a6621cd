import { ciClassTable, type CiClassFacts } from '#cmdb/queries/ci_class_table'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { textIdentity } from '#cmdb/workflow/identity_values'
import { parseJson } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

export type ClassAttribute = AttributeDefinition & { labelRu: string; labelEn: string }

/** All classes with what they inherit, read with two queries. */
export class ClassTree {
  readonly #byId = new Map<number, CiClassFacts>()
  readonly #byText = new Map<string, CiClassFacts>()
  readonly #lineages = new Map<number, string[]>()
  readonly #attributes = new Map<number, Map<string, ClassAttribute>>()

  private constructor(classes: CiClassFacts[], own: ReadonlyMap<number, ClassAttribute[]>) {
    for (const each of classes) this.#byId.set(each.id, each)
    for (const each of classes) {
      for (const text of [each.labelRu, each.labelEn, each.code]) {
        this.#byText.set(textIdentity(text)!, each)
      }
      const above = this.#above(each)
      this.#lineages.set(
        each.id,
        above.map(({ code }) => code)
      )
      const attributes = above.toReversed().flatMap(({ id }) => own.get(id) ?? [])
      this.#attributes.set(each.id, new Map(attributes.map((every) => [every.key, every])))
    }
  }

  static async load(): Promise<ClassTree> {
    const rows = await db
      .from('ci_class_attributes')
      .orderBy('position')
      .select('ci_class_id', 'key', 'type', 'options', 'label_ru', 'label_en')
    const own = new Map<number, ClassAttribute[]>()
    for (const row of rows) {
      const attribute = {
        ...{ key: row.key, type: row.type, options: parseJson<string[] | null>(row.options) },
        ...{ labelRu: row.label_ru, labelEn: row.label_en },
      }
      own.set(row.ci_class_id, [...(own.get(row.ci_class_id) ?? []), attribute])
    }
    return new ClassTree(await ciClassTable(), own)
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
    return this.#lineages.get(id)!
  }

  /** Attributes of the class by key, inherited ones included. */
  attributesOf(id: number): ReadonlyMap<string, ClassAttribute> {
    return this.#attributes.get(id)!
  }

  /** Every attribute there is, once per key. */
  get allAttributes(): ClassAttribute[] {
    const all = new Map<string, ClassAttribute>()
    for (const attributes of this.#attributes.values()) {
      for (const [key, attribute] of attributes) if (!all.has(key)) all.set(key, attribute)
    }
    return [...all.values()]
  }

  #above(from: CiClassFacts): CiClassFacts[] {
    const way: CiClassFacts[] = []
    for (let at: CiClassFacts | undefined = from; at && !way.includes(at);) {
      way.push(at)
      at = at.parentId === null ? undefined : this.#byId.get(at.parentId)
    }
    return way
  }
}
