import { newSecret, secretHash } from '#directory/queries/secret_hash'
import type { HttpContext } from '@adonisjs/core/http'

const COOKIE = 'opora_device'
const ACCOUNTS = 5

type Mark = { id: string; accounts: string[] }

/**
 * The mark of a browser that somebody signed in with: tries from it have a brake of their own, so
 * that a stranger's wrong tries do not keep the owner waiting. It opens nothing by itself.
 */
export const deviceMark = {
  /** The browser's mark if this very account was signed in with there. */
  idFor(ctx: HttpContext, email: string): string | null {
    const mark = read(ctx)
    return mark?.accounts.includes(secretHash(email)) ? mark.id : null
  },

  give(ctx: HttpContext, email: string) {
    const account = secretHash(email)
    const known = read(ctx)
    const others = (known?.accounts ?? []).filter((each) => each !== account)
    const mark: Mark = {
      id: known?.id ?? newSecret(),
      accounts: [account, ...others].slice(0, ACCOUNTS),
    }
    ctx.response.encryptedCookie(COOKIE, mark, { maxAge: '180d', httpOnly: true })
  },
}

function read({ request }: HttpContext): Mark | null {
  const mark: unknown = request.encryptedCookie(COOKIE)
  if (typeof mark !== 'object' || mark === null) return null
  const { id, accounts } = mark as Partial<Mark>
  return typeof id === 'string' && Array.isArray(accounts) ? { id, accounts } : null
}
