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
    hasFailed.value = false
    const next = await relationsOf(number())
    if (asked !== latest) return
    if (next) answer.value = next
    else hasFailed.value = true
  }

  /** The item whose relation was changed may have left the picture with it: it is asked all the same. */
  async function follow() {
    const before = answer.value
    const after = before && (await relationsOf(before.item.number))
    if (before && after) note(before, after)
    await load()
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

  async function make(added: boolean, stated: Stated): Promise<boolean> {
    const path = `/configuration-items/${stated.number}/relations`
    isReplaying = true
    const isMade = added ? await send('post', path, await bodyOf(stated)) : await take(path, stated)
    await load()
    isReplaying = false
    return isMade
  }

  /** A relation that came back has another id: the latest one with the same ends is meant. */
  async function take(path: string, { number: of, typeCode, direction, other }: Stated) {
    const now = await relationsOf(of)
    const found = [...(now ? statedIn(now) : [])].filter(
      ([, each]) =>
        each.typeCode === typeCode &&
        each.direction === direction &&
        each.other.number === other.number
    )
    const id = found.at(-1)?.[0]
    return id === undefined ? false : send('delete', `${path}/${id}`, {})
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
    if (!isReplaying) void follow()
  })
  onScopeDispose(stop)
  return {
    ...{ answer, hasFailed, load, undo, redo },
    canUndo: computed(() => done.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
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
  return (await relationsOf(number))?.item.id ?? null
}

async function relationsOf(number: string): Promise<Answer | null> {
  const headers = { Accept: 'application/json' }
  const address = `/configuration-items/${number}/relations.json`
  const response = await fetch(address, { headers }).catch(() => null)
  return response?.ok ? await response.json() : null
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
