import type { ShownChange } from '~/components/cmdb/types'

/** How an item differs between two moments. */
export type Difference = {
  id: number
  number: string
  name: string
  kind: 'added' | 'removed' | 'changed'
  changes: ShownChange[]
}
