import { ApiProblem } from '#api/errors'
import { Refusal, StaleRecord } from '#core/errors'
import { say } from '#core/say'
import { errors as authorization } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { errors as validation } from '@vinejs/vine'

type FieldProblem = { field: string | null; message: string }
type Problem = {
  status: number
  /** Names title and detail in the language catalogue and ends `type`. */
  key: string
  detail?: string
  errors?: FieldProblem[]
  headers?: Record<string, string>
}

const KEYS: Record<number, string> = {
  400: 'bad_request',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'unprocessable',
}

/** Turns whatever was thrown into `application/problem+json` (RFC 9457). */
export function answerProblem(error: unknown, ctx: HttpContext) {
  const i18n = (ctx as Partial<HttpContext>).i18n ?? i18nManager.locale('en')
  const { status, key, detail, errors, headers } = problemOf(error, i18n)
  for (const [name, value] of Object.entries(headers ?? {})) ctx.response.header(name, value)
  const body = {
    type: `urn:opora:problem:${key}`,
    title: i18n.t(`api_tokens.problems.${key}.title`),
    status,
    detail: detail ?? i18n.t(`api_tokens.problems.${key}.detail`),
    ...(errors ? { errors } : {}),
  }
  ctx.response.status(status).header('Content-Type', 'application/problem+json; charset=utf-8')
  return ctx.response.send(JSON.stringify(body))
}

function problemOf(error: unknown, i18n: I18n): Problem {
  if (error instanceof ApiProblem) return ofApi(error, i18n)
  if (error instanceof StaleRecord) return { status: 409, key: 'conflict' }
  if (error instanceof Refusal) {
    const message = say(i18n, error.messageKey, error.params)
    const errors = error.field ? [{ field: error.field, message }] : undefined
    return { status: 422, key: 'unprocessable', detail: message, errors }
  }
  if (error instanceof authorization.E_AUTHORIZATION_FAILURE) {
    return { status: 403, key: 'forbidden' }
  }
  if (error instanceof validation.E_VALIDATION_ERROR) {
    return { status: 422, key: 'unprocessable', errors: fieldsOf(error.messages) }
  }
  const status = statusOf(error)
  return { status, key: KEYS[status] ?? (status < 500 ? 'bad_request' : 'server_error') }
}

function ofApi({ status, key, field, headers }: ApiProblem, i18n: I18n): Problem {
  const message = i18n.t(`api_tokens.problems.${key}.detail`)
  return { status, key, headers, errors: field ? [{ field, message }] : undefined }
}

function fieldsOf(messages: unknown): FieldProblem[] {
  const list = Array.isArray(messages) ? (messages as FieldProblem[]) : []
  return list.map(({ field, message }) => ({ field, message }))
}

/** Anything unknown is our fault, and says nothing about itself. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : 500
}
