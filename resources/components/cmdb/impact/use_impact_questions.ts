import { addressText } from '~/components/cmdb/impact/impact_address'
import type {
  ImpactAsked,
  ImpactDirection,
  ImpactPicture,
  ImpactQuery,
} from '~/components/cmdb/impact/types'
import { router } from '@inertiajs/vue3'
import { computed, ref, shallowRef } from 'vue'

const DEEPEST = 5

/** What the page of an impact shows: whose, under which kept view, and what was asked. */
type Shown = { number: string; viewId: number | null; asked: ImpactAsked }

/** Asks the server for another impact, or for another picture of the same, in place. */
export function useImpactQuestions(shown: () => Shown, { onAsk }: { onAsk: () => void }) {
  const isLoading = ref(false)
  /** What was asked last while the answer is on its way: keys pressed in a row add up. */
  const wanted = shallowRef<ImpactAsked | null>(null)
  const latest = computed(() => wanted.value ?? shown().asked)

  function ask(change: Partial<ImpactQuery>) {
    const { query: known, picture: drawn } = latest.value
    visit({ query: { ...known, ...change }, picture: { ...drawn, expanded: [] } })
  }

  function show(change: Partial<ImpactPicture>) {
    visit({ ...latest.value, picture: { ...latest.value.picture, ...change } })
  }

  function visit(next: ImpactAsked) {
    onAsk()
    wanted.value = next
    const { number, viewId } = shown()
    const kept: Record<string, string> = viewId === null ? {} : { view: String(viewId) }
    const text = addressText(next, kept)
    router.visit(`/configuration-items/${number}/impact${text ? `?${text}` : ''}`, {
      only: ['impact'],
      preserveState: true,
      preserveScroll: true,
      replace: true,
      onStart: () => (isLoading.value = true),
      onFinish: () => {
        if (wanted.value !== next) return
        wanted.value = null
        isLoading.value = false
      },
    })
  }

  const picture = () => latest.value.picture
  const expand = (id: string) => show({ expanded: [...picture().expanded, id] })
  const openGroup = (id: string) => show({ opened: [...picture().opened, id] })
  const foldGroup = (id: string | null) =>
    show({ opened: picture().opened.filter((each) => each !== id) })

  function deeper(by: 1 | -1) {
    const now = latest.value.query.depth ?? DEEPEST + 1
    const next = Math.max(1, now + by)
    ask({ depth: next > DEEPEST ? null : next })
  }

  /** The same key again looks both ways. */
  function turn(to: ImpactDirection) {
    ask({ direction: shown().asked.query.direction === to ? 'both' : to })
  }

  return { isLoading, picture, ask, show, expand, openGroup, foldGroup, deeper, turn }
}
