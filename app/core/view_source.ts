import type { HttpRequest } from '@adonisjs/core/http'

/** Who opened a record and from where, as the log of views keeps it. */
export type ViewSource = {
  viewerUserId: number
  ip: string | null
  userAgent: string | null
  /** Path of the page before, of this installation alone and without its query. */
  sourcePage: string | null
  /** The browser fetched the page ahead of a click that may never come. */
  isPrefetch: boolean
}

export function viewSourceOf(request: HttpRequest, viewerUserId: number): ViewSource {
  return {
    viewerUserId,
    ip: request.ip().slice(0, 45) || null,
    userAgent: request.header('user-agent')?.slice(0, 300) ?? null,
    sourcePage: pathOf(request.header('referer'), request.host()),
    isPrefetch: (request.header('sec-purpose') ?? request.header('purpose') ?? '').includes(
      'prefetch'
    ),
  }
}

function pathOf(referrer: string | undefined, host: string | null): string | null {
  const url = URL.parse(referrer ?? '')
  return url && url.host === host ? url.pathname.slice(0, 300) : null
}
