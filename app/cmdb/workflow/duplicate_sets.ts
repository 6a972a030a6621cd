/**
 * Items that share a full identifier of one rule, as sets (domain §4.7): who shares with somebody
 * who shares with a third is of one set. Add items by ascending id.
 */
export class DuplicateSets {
  readonly #firstOf = new Map<string, number>()
  readonly #parents = new Map<number, number>()

  /** `keys` hold organisation, rule and values. */
  add(id: number, keys: readonly string[]) {
    for (const key of keys) {
      const first = this.#firstOf.get(key)
      if (first === undefined) this.#firstOf.set(key, id)
      else if (first !== id) this.#join(first, id)
    }
  }

  /** All of each set but its first, each with that first: as many as are too many. */
  surplus(): Map<number, number> {
    const surplus = new Map<number, number>()
    for (const id of this.#parents.keys()) {
      const first = this.#root(id)
      if (first !== id) surplus.set(id, first)
    }
    return surplus
  }

  /** The lower id leads, so that a set is told by its oldest item. */
  #join(one: number, other: number) {
    const [lower, higher] = [this.#root(one), this.#root(other)].sort((a, b) => a - b)
    this.#parents.set(lower!, lower!)
    this.#parents.set(higher!, lower!)
    for (const id of [one, other]) if (!this.#parents.has(id)) this.#parents.set(id, lower!)
  }

  #root(id: number): number {
    let root = id
    for (let next = this.#parents.get(root); next !== undefined && next !== root;) {
      root = next
      next = this.#parents.get(root)
    }
    return root
  }
}
