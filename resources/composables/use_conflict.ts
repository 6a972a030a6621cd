import { router } from '@inertiajs/vue3'
import { onScopeDispose, shallowRef } from 'vue'

export type ConflictChange = {
  at: string
  actor: string
  action: string
  fields: { field: string; before: unknown; after: unknown }[]
}
export type Conflict = { message: string; currentVersion: number; changes: ConflictChange[] }

type FieldWords = {
  fieldName: (field: string) => string
  fieldValue: (field: string, value: unknown) => string
  /** Leaves out what only follows from other fields. */
  isTold?: (field: string) => boolean
}

const conflict = shallowRef<Conflict | null>(null)
const words = shallowRef<FieldWords | null>(null)

/** A stale write answers 409 with what changed meanwhile; a dialog shows it and the input stays. */
export function listenForConflicts() {
  router.on('httpException', (event) => {
    const { response } = event.detail
    if (response.status !== 409) return
    event.preventDefault()
    conflict.value = typeof response.data === 'string' ? JSON.parse(response.data) : response.data
  })
}

export function useConflict() {
  return { conflict, words }
}

/** A page names its fields and their values for the dialog while it is shown. */
export function nameConflictFields(own: FieldWords) {
  words.value = own
  onScopeDispose(() => {
    if (words.value === own) words.value = null
  })
}
