/**
 * Lets a few pieces of work run at a time while the others queue. Parties take turns: one that
 * brings a lot waits behind itself and not before the others.
 */
export class Turns {
  private running = 0
  /** Who waits, by party; the map's order is the order of their turns. */
  private readonly waiting = new Map<string, (() => void)[]>()

  constructor(private readonly atOnce: number) {}

  /** Runs `work` when its turn has come; the place is given back however it ends. */
  async run<Result>(party: string, work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnce) await this.turnOf(party)
    else this.running += 1
    try {
      return await work()
    } finally {
      this.passOn()
    }
  }

  private turnOf(party: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.waiting.get(party) ?? []
      queue.push(resolve)
      this.waiting.set(party, queue)
    })
  }

  /** The place goes to the party whose turn it is, or becomes free. */
  private passOn() {
    const [first] = this.waiting
    if (!first) {
      this.running -= 1
      return
    }
    const [party, queue] = first
    const next = queue.shift()
    this.waiting.delete(party)
    if (queue.length > 0) this.waiting.set(party, queue)
    next?.()
  }
}
