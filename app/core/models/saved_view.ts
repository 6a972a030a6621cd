import { SavedViewSchema } from '#database/schema'

export const VIEW_SHARINGS = ['private', 'team', 'all'] as const
export type ViewSharing = (typeof VIEW_SHARINGS)[number]

/** A list as somebody named it: the address it had, for them, for a team or for everybody (G-17). */
export default class SavedView extends SavedViewSchema {}
