/**
 * Patterns that administrators type, matched in time that grows with the text and never explodes:
 * the pattern becomes a machine of states all of which are walked at once. It knows characters, `.`,
 * classes in brackets, `\d \w \s` and escapes, groups, `|` and `* + ? {n,m}`; it stands for the whole
 * text, with or without `^` and `$`. Look-around and back references are not patterns here.
 */
export type Pattern = { matches: (text: string) => boolean }

type CharTest = (char: string) => boolean
/** `next` are states reached without a character; a state with `test` takes one to `next`. */
type State = { test: CharTest | null; next: State[] }
type Part = { first: State; last: State }
type Atom = (tail?: undefined) => Part

const LONGEST_PATTERN = 200
const MOST_STATES = 4000
const QUANTIFIER = /^(?:[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\})/
const BRACKETS = /^\[\^?(?:\\[^bBkpPcux\d]|\\[dDwWsS]|[^\\\]])+\]/
const ESCAPE = /^\\([dDwWsS]|[^a-zA-Z0-9])/

class NotAPattern extends Error {}

/** The machine of a pattern, or null when the text is none. */
export function compilePattern(source: string): Pattern | null {
  if (source.length > LONGEST_PATTERN) return null
  try {
    return new Reader(source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')).read()
  } catch (error) {
    if (error instanceof NotAPattern || error instanceof SyntaxError) return null
    throw error
  }
}

class Reader {
  #rest: string
  #states = 0

  constructor(source: string) {
    this.#rest = source
  }

  read(): Pattern {
    const { first, last } = this.#alternatives()()
    if (this.#rest !== '') throw new NotAPattern()
    return { matches: (text) => accepts(first, last, text) }
  }

  #alternatives(): Atom {
    const choices = [this.#sequence()]
    while (this.#take('|')) choices.push(this.#sequence())
    return () => {
      const last = this.#state(null)
      const parts = choices.map((choice) => choice())
      for (const part of parts) part.last.next.push(last)
      return { first: this.#state(null, ...parts.map((part) => part.first)), last }
    }
  }

  #sequence(): Atom {
    const atoms: Atom[] = []
    while (this.#rest !== '' && !'|)'.includes(this.#rest[0]!)) {
      atoms.push(this.#quantified(this.#atom()))
    }
    return () => this.#chain(atoms)
  }

  #chain(atoms: readonly Atom[]): Part {
    const first = this.#state(null)
    let last = first
    for (const atom of atoms) {
      const part = atom()
      last.next.push(part.first)
      last = part.last
    }
    return { first, last }
  }

  #atom(): Atom {
    if (this.#take('(?:') || this.#take('(')) {
      if (this.#rest.startsWith('?')) throw new NotAPattern()
      const inner = this.#alternatives()
      if (!this.#take(')')) throw new NotAPattern()
      return inner
    }
    const test = this.#character()
    return () => {
      const last = this.#state(null)
      return { first: this.#state(test, last), last }
    }
  }

  #character(): CharTest {
    const special = (BRACKETS.exec(this.#rest) ?? ESCAPE.exec(this.#rest))?.[0]
    if (special) {
      this.#rest = this.#rest.slice(special.length)
      // One character against one class: nothing here can take long.
      const one = new RegExp(`^${special}$`)
      return (char) => one.test(char)
    }
    const [char = ''] = this.#rest
    if ('\\[]{}*+?^$'.includes(char)) throw new NotAPattern()
    this.#rest = this.#rest.slice(char.length)
    return char === '.' ? (each) => each !== '\n' : (each) => each === char
  }

  #quantified(atom: Atom): Atom {
    const [whole, low, range, high] = QUANTIFIER.exec(this.#rest) ?? []
    if (!whole) return atom
    this.#rest = this.#rest.slice(whole.length)
    if (QUANTIFIER.test(this.#rest)) throw new NotAPattern()
    if (whole === '*') return this.#repeated(atom, 0, Infinity)
    if (whole === '+') return this.#repeated(atom, 1, Infinity)
    if (whole === '?') return this.#repeated(atom, 0, 1)
    const least = Number(low)
    const most = range === undefined ? least : high === undefined ? Infinity : Number(high)
    if (most < least) throw new NotAPattern()
    return this.#repeated(atom, least, most)
  }

  #repeated(atom: Atom, least: number, most: number): Atom {
    const must = Array.from({ length: least }, () => atom)
    if (most === Infinity) return () => this.#chain([...must, () => this.#loop(atom)])
    const may = Array.from({ length: most - least }, () => () => this.#optional(atom))
    return () => this.#chain([...must, ...may])
  }

  #loop(atom: Atom): Part {
    const part = atom()
    const last = this.#state(null)
    const first = this.#state(null, part.first, last)
    part.last.next.push(first)
    return { first, last }
  }

  #optional(atom: Atom): Part {
    const part = atom()
    return { first: this.#state(null, part.first, part.last), last: part.last }
  }

  #state(test: CharTest | null, ...next: State[]): State {
    this.#states += 1
    if (this.#states > MOST_STATES) throw new NotAPattern()
    return { test, next }
  }

  #take(text: string): boolean {
    if (!this.#rest.startsWith(text)) return false
    this.#rest = this.#rest.slice(text.length)
    return true
  }
}

function accepts(first: State, last: State, text: string): boolean {
  let here = spread([first])
  for (const char of text) {
    const reached = [...here].filter(({ test }) => test?.(char)).flatMap(({ next }) => next)
    if (reached.length === 0) return false
    here = spread(reached)
  }
  return here.has(last)
}

/** The states and all that are reached from them without a character. */
function spread(states: State[]): Set<State> {
  const found = new Set<State>()
  const open = [...states]
  for (let state = open.pop(); state; state = open.pop()) {
    if (found.has(state)) continue
    found.add(state)
    if (state.test === null) open.push(...state.next)
  }
  return found
}
