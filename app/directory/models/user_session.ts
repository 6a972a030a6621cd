import { UserSessionSchema } from '#database/schema'

/** A signed-in browser. The row decides whether its cookie is still worth anything (T8). */
export default class UserSession extends UserSessionSchema {}
