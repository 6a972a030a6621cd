import type { Data } from '@generated/data'

export type ApiToken = Data.Directory.ApiToken

/** Scopes a person may give, by what they let a program do. */
export type Scopes = { read: string[]; write: string[] }
