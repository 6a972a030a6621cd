import { useVisitor } from '~/composables/use_visitor'
import { ref, watch, type Ref } from 'vue'

type Stored<Value> = { at: number; value: Value }

const PREFIX = 'opora:draft:'
const KEPT_DAYS = 30
const DAY = 86_400_000

/**
 * What somebody is typing, kept in this browser under a key until it is cleared: survives a reload,
 * an expired session, a conflict. Each person has their own.
 */
export function useDraft<Value>(key: string, empty: Value) {
  const place = `${PREFIX}${useVisitor().value.personId}:${key}`
  const stored = read<Value>(place)
  const draft = ref(stored ?? copyOf(empty)) as Ref<Value>
  forgetOld()

  watch(draft, (value) => write(place, value, empty), { deep: true })

  function clear() {
    draft.value = copyOf(empty)
    localStorage.removeItem(place)
  }

  return { draft, clear, wasRestored: stored !== null }
}

/** Tells tabs of one browser apart, and stays the same over reloads of one. */
export function tabId(): string {
  const known = sessionStorage.getItem(`${PREFIX}tab`)
  if (known) return known
  const made = Math.random().toString(36).slice(2, 10)
  sessionStorage.setItem(`${PREFIX}tab`, made)
  return made
}

/** Props are proxies, which the browser's own cloning refuses. */
function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}

function read<Value>(place: string): Value | null {
  try {
    const text = localStorage.getItem(place)
    return text === null ? null : (JSON.parse(text) as Stored<Value>).value
  } catch {
    return null
  }
}

function write<Value>(place: string, value: Value, empty: Value) {
  if (JSON.stringify(value) === JSON.stringify(empty)) localStorage.removeItem(place)
  else localStorage.setItem(place, JSON.stringify({ at: Date.now(), value }))
}

function forgetOld() {
  for (const place of Object.keys(localStorage)) {
    if (!place.startsWith(PREFIX)) continue
    const stored = JSON.parse(localStorage.getItem(place) ?? 'null') as Stored<unknown> | null
    if (stored && Date.now() - stored.at > KEPT_DAYS * DAY) localStorage.removeItem(place)
  }
}
