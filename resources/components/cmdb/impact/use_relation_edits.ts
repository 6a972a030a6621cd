import type {
  Item,
  RelatedItem,
  RelationSentence,
  RelationTypeChoice,
} from '~/components/cmdb/types'
import { router } from '@inertiajs/vue3'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'

type Answer = {
  item: Item
  relations: RelationSentence[]
  types: RelationTypeChoice[]
  canEdit: boolean
}
/** A relation as one end says it. */
type Stated = { number: string; typeCode: string; direction: string; other: RelatedItem }
type Step = { added: boolean; stated: Stated }

/**
 * The relations of a node, read anew after each change of the page, and what was added and removed
 * since then: the opposite act undoes it, with its own place in the history.
 */
export function useRelationEdits(number: () => string) {
  const answer = shallowRef<Answer | null>(null)
  const hasFailed = ref(false)
  const done = shallowRef<Step[]>([])
  const undone = shallowRef<Step[]>([])
  let isReplaying = false
  let latest = 0

  async function load() {
    const asked = ++latest
    const wanted = number()
    hasFailed.value = false
    const response = await fetch(`/configuration-items/${wanted}/relations.json`, {
      headers: { Accept: 'application/json' },
    }).catch(() => null)
    if (asked !== latest) return
    if (!response?.ok) return void (hasFailed.value = true)
    const next: Answer = await response.json()
    const before = answer.value
    if (before?.item.number === next.item.number && !isReplaying) note(before, next)
    answer.value = next
  }

  function note(before: Answer, after: Answer) {
    const [was, is] = [statedIn(before), statedIn(after)]
    const steps: Step[] = [
      ...[...is].filter(([id]) => !was.has(id)).map(([, stated]) => ({ added: true, stated })),
      ...[...was].filter(([id]) => !is.has(id)).map(([, stated]) => ({ added: false, stated })),
    ]
    if (steps.length === 0) return
    done.value = [...done.value, ...steps]
    undone.value = []
  }

  /** A relation that comes back has another id: the latest one with the same ends is meant. */
  function current({ typeCode, direction, other }: Stated): number | null {
    const found = [...statedIn(answer.value!)].filter(
      ([, each]) =>
        each.typeCode === typeCode &&
        each.direction === direction &&
        each.other.number === other.number
    )
    return found.at(-1)?.[0] ?? null
  }

  async function make(added: boolean, stated: Stated): Promise<boolean> {
    const path = `/configuration-items/${stated.number}/relations`
    isReplaying = true
    const isMade = added ? await send('post', path, await bodyOf(stated)) : await take(path, stated)
    await load()
    isReplaying = false
    return isMade
  }

  function take(path: string, stated: Stated): Promise<boolean> {
    const id = current(stated)
    return id === null ? Promise.resolve(false) : send('delete', `${path}/${id}`, {})
  }

  async function undo() {
    const step = done.value.at(-1)
    if (!step || !(await make(!step.added, step.stated))) return
    done.value = done.value.slice(0, -1)
    undone.value = [...undone.value, step]
  }

  async function redo() {
    const step = undone.value.at(-1)
    if (!step || !(await make(step.added, step.stated))) return
    undone.value = undone.value.slice(0, -1)
    done.value = [...done.value, step]
  }

  const stop = router.on('success', () => {
    if (!isReplaying) void load()
  })
  onScopeDispose(stop)
  const isHere = (step: Step | undefined) => step?.stated.number === number()
  return {
    ...{ answer, hasFailed, load, undo, redo },
    canUndo: computed(() => isHere(done.value.at(-1))),
    canRedo: computed(() => isHere(undone.value.at(-1))),
  }
}

function statedIn({ item, relations }: Answer): Map<number, Stated> {
  return new Map(
    relations.flatMap(({ typeCode, direction, items }) =>
      items.map((other) => [other.relationId, { number: item.number, typeCode, direction, other }])
    )
  )
}

async function bodyOf({ typeCode, direction, other }: Stated) {
  const { groupKey, rule, ruleValue, propagates, validFrom, validTo } = other
  return {
    ...{ typeCode, direction, otherId: await idOf(other.number) },
    ...{ groupKey, rule, ruleValue, propagates, validFrom, validTo },
  }
}

async function idOf(number: string): Promise<number | null> {
  const response = await fetch(`/configuration-items/${number}/relations.json`, {
    headers: { Accept: 'application/json' },
  }).catch(() => null)
  if (!response?.ok) return null
  const { item }: Answer = await response.json()
  return item.id
}

function send(method: 'post' | 'delete', path: string, data: object): Promise<boolean> {
  return new Promise((resolve) => {
    router.visit(path, {
      ...{ method, data: data as Record<string, string> },
      ...{ preserveScroll: true, preserveState: true },
      onSuccess: () => resolve(true),
      onError: () => resolve(false),
      onCancel: () => resolve(false),
    })
  })
}
