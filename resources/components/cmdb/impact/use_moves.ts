import type { Position } from '~/components/cmdb/impact/graph_layout'
import { computed, shallowRef } from 'vue'

type Move = { id: string; from: Position; to: Position }

/** What somebody moved in a picture: to be kept with a view, undone and done again. */
export function useMoves(place: (id: string, to: Position) => void) {
  const done = shallowRef<Move[]>([])
  const undone = shallowRef<Move[]>([])
  const kept = shallowRef<Record<string, Position>>({})

  /** Starts anew with the places of a view; what was moved before is forgotten. */
  function begin(places: Record<string, Position>) {
    kept.value = { ...places }
    done.value = []
    undone.value = []
  }

  function moved(move: Move) {
    done.value = [...done.value, move]
    undone.value = []
    kept.value = { ...kept.value, [move.id]: move.to }
  }

  function undo() {
    const move = done.value.at(-1)
    if (!move) return
    done.value = done.value.slice(0, -1)
    undone.value = [...undone.value, move]
    put(move.id, move.from)
  }

  function redo() {
    const move = undone.value.at(-1)
    if (!move) return
    undone.value = undone.value.slice(0, -1)
    done.value = [...done.value, move]
    put(move.id, move.to)
  }

  function put(id: string, to: Position) {
    kept.value = { ...kept.value, [id]: to }
    place(id, to)
  }

  return {
    ...{ kept, begin, moved, undo, redo },
    canUndo: computed(() => done.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
  }
}
