/** mulberry32: the same seed gives the same data on every machine. */
export function randomSource(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low, high) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (list) => list[Math.floor(next() * list.length)],
    weighted: weightedBy(next),
  }
}

/** `weighted([['a', 3], ['b', 1]])` gives a three times as often as b. */
function weightedBy(next) {
  return (choices) => {
    let rest = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of choices) {
      rest -= weight
      if (rest < 0) return value
    }
    return choices[0][0]
  }
}

const SYLLABLES =
  'al be cor dan el fim gor hal is jun kar lom men nor os par qui ras sel tor um ver wex yol zan'.split(
    ' '
  )
const WORDS = 2000

/** Two thousand invented words; the n-th is n times rarer than the first. */
export function vocabulary({ between, pick, next }) {
  const words = new Set()
  while (words.size < WORDS) {
    words.add(Array.from({ length: between(2, 4) }, () => pick(SYLLABLES)).join(''))
  }
  const list = [...words]
  let total = 0
  const running = list.map((_, index) => (total += 1 / (index + 1)))
  const word = () => list[firstAtLeast(running, next() * total)]
  return { list, word, text: (length) => Array.from({ length }, word).join(' ') }
}

function firstAtLeast(running, wanted) {
  let [low, high] = [0, running.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (running[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low
}
