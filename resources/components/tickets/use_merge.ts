import type { SharedProps } from '~/types'
import { router } from '@inertiajs/vue3'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'

export type MergeSide = {
  number: string
  version: number
  title: string
  state: string
  priority: number
  openedAt: string
  requester: string
  organisation: string
  service: { ru: string; en: string } | null
  item: string | null
}
export type MergeSource = MergeSide & {
  refusal: string | null
  differs: string[]
  moves: { comments: number; items: number; minutes: number; expenses: number }
}
export type MergePreview = {
  target: MergeSide
  sources: MergeSource[]
  openedAt: string
  isOpenedEarlier: boolean
}

/** Asks the server what a merge would do each time the choice changes, and does it. */
export function useMerge(target: Ref<string | null>, sources: Ref<readonly string[]>) {
  const preview = shallowRef<MergePreview | null>(null)
  const state = ref<'idle' | 'loading' | 'failed' | 'ready'>('idle')
  const isSending = ref(false)
  const errors = shallowRef<Partial<Record<string, string>>>({})
  let latest = 0

  const isPossible = computed(
    () => state.value === 'ready' && preview.value!.sources.every(({ refusal }) => refusal === null)
  )

  async function look() {
    const asked = ++latest
    preview.value = null
    errors.value = {}
    state.value = target.value && sources.value.length > 0 ? 'loading' : 'idle'
    if (state.value === 'idle') return
    const query = new URLSearchParams(sources.value.map((number) => ['sources[]', number]))
    const headers = { Accept: 'application/json' }
    const address = `/incidents/${target.value}/duplicates/preview?${query}`
    const response = await fetch(address, { headers }).catch(() => null)
    const found = response?.ok ? ((await response.json()) as MergePreview) : null
    if (asked !== latest) return
    preview.value = found
    state.value = found ? 'ready' : 'failed'
  }
  watch([target, sources], look)

  function send(reason: string, onDone: () => void) {
    if (!isPossible.value || isSending.value) return
    const { target: into, sources: chosen } = preview.value!
    router.post(
      `/incidents/${into.number}/duplicates`,
      {
        ...{ version: into.version, reason: reason || null },
        sources: chosen.map(({ number, version }) => ({ number, version })),
      },
      {
        onStart: () => (isSending.value = true),
        onSuccess: ({ props }) => {
          if (!(props as unknown as SharedProps).flash.error) onDone()
        },
        onError: (found) => (errors.value = found),
        onFinish: () => (isSending.value = false),
      }
    )
  }

  return { preview, state, isPossible, isSending, errors, look, send }
}
