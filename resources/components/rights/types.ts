import type { Data } from '@generated/data'

export type Question = Data.Web.RightQuestion
export type Answer = Data.Web.Explanation
export type ExplainedGrant = Answer['grants'][number]
