import emitter from '@adonisjs/core/services/emitter'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { AsyncLocalStorage } from 'node:async_hooks'

const counters = new AsyncLocalStorage<{ queries: number }>()

emitter.on('db:query', () => {
  const counter = counters.getStore()
  if (counter) counter.queries += 1
})

/** Tells in a header how many queries an answer took; registered for the benchmark alone. */
export default class CountQueriesMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const counter = { queries: 0 }
    return counters.run(counter, async () => {
      await next()
      ctx.response.header('X-Query-Count', String(counter.queries))
    })
  }
}
