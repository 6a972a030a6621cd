import env from '#start/env'
import { defineConfig } from '@adonisjs/mail'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { InferMailers } from '@adonisjs/mail/types'

const IMPLICIT_TLS_PORT = 465

/** Mail can be sent where a server for it is named. */
export function canSendMail(): boolean {
  return Boolean(env.get('SMTP_HOST'))
}

/** The sender's address; a name may stand before it, `Opora <desk@example.org>`. */
export function mailFrom(): string {
  return env.get('MAIL_FROM') || `Opora <no-reply@${new URL(env.get('APP_URL')).hostname}>`
}

/** Port 465 speaks TLS at once, the others switch to it when the server offers it. */
function smtp() {
  const port = env.get('SMTP_PORT', 587)
  const user = env.get('SMTP_USERNAME')
  const pass = env.get('SMTP_PASSWORD', '')
  return new SMTPTransport({
    host: env.get('SMTP_HOST', '127.0.0.1'),
    port,
    secure: port === IMPLICIT_TLS_PORT,
    ...(user ? { auth: { type: 'login' as const, user, pass } } : {}),
  })
}

const mailConfig = defineConfig({ default: 'smtp', mailers: { smtp } })

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
