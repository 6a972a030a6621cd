import type { Data } from '@generated/data'

/** What every page gets beside its own props. */
export type SharedProps = Data.SharedProps
