/** Keys under which secrets may come to the log; at the top, and one or two objects below. */
const SECRETS = [
  ...[
    'password',
    'currentPassword',
    'newPassword',
    'passwordConfirmation',
    'password_confirmation',
  ],
  ...['bindPassword', 'token', 'secret', 'clientSecret', 'recoveryCode', 'cookie', 'authorization'],
]

/** What the logger leaves out wherever it stands in the object that is logged. */
export const SECRET_PATHS: readonly string[] = [
  ...SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
  ...['req.headers.cookie', 'req.headers.authorization', '*.headers["x-xsrf-token"]'],
]

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu
/** Tokens and keys are long; words are not. */
const LONG_SECRET = /\b(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{40,}\b/g
const DEEPEST_CAUSE = 5

type SafeError = {
  type: string
  message: string
  stack?: string
  code?: string
  status?: number
  cause?: SafeError
}

/**
 * An error as the log keeps it: kind, words, place and code. Drivers hang the statement with its
 * values to theirs, and validators the input: none of that is taken over, and addresses and long
 * tokens in the words are masked (152-FZ).
 */
export function errorWithoutSecrets(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) }
  const { code, status, cause } = error as Error & { code?: unknown; status?: unknown }
  return {
    type: error.constructor.name,
    message: masked(error.message),
    stack: error.stack ? masked(error.stack) : undefined,
    code: typeof code === 'string' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    cause: cause && depth < DEEPEST_CAUSE ? errorWithoutSecrets(cause, depth + 1) : undefined,
  }
}

/** Addresses and long secrets of a text as dots. */
export function masked(text: string): string {
  return text.replaceAll(EMAIL, '•••@•••').replaceAll(LONG_SECRET, '•••')
}

/** The words of a line are masked too: an error's message is often both. */
export function logMaskedWords(
  this: unknown,
  words: unknown[],
  log: (this: unknown, ...words: never[]) => void
) {
  const safe = words.map((word) => (typeof word === 'string' ? masked(word) : word))
  log.apply(this, safe as never[])
}
