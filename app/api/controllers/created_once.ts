import { answerOnce } from '#api/actions/answer_once'
import { readIdempotencyKey } from '#api/controllers/idempotency_key'
import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Creation<Data> = {
  /** The validated body: a repetition must bring the same. */
  body: unknown
  /** Creates in the given transaction and gives what is answered, now and to repetitions. */
  work: (trx: TransactionClientContract) => Promise<Data>
  /** Where the record stands, below `/api/v1`. */
  locationOf?: (data: Data) => string
}

/**
 * Answers a request that creates something, once for each Idempotency-Key. Throws WrongKey,
 * KeyUsedOtherwise.
 */
export async function createdOnce<Data>(
  { request, response, principal }: HttpContext,
  { body, work, locationOf }: Creation<Data>
) {
  const key = readIdempotencyKey(request)
  const { answer, isKept } = await answerOnce.handle({
    ...{ userId: principal.userId, key, request: [`POST ${request.url()}`, body] },
    work: async (trx) => JSON.stringify({ data: await work(trx) }),
  })
  if (isKept) response.header('Idempotency-Replayed', 'true')
  const { data } = JSON.parse(answer) as { data: Data }
  if (locationOf) response.header('Location', `/api/v1${locationOf(data)}`)
  response.status(201).header('Content-Type', 'application/json; charset=utf-8')
  return response.send(answer)
}
