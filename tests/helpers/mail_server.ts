import env from '#start/env'
import mail from '@adonisjs/mail/services/main'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { to: string[]; subject: string; text: string; html: string }

export type MailServer = {
  mails: ReceivedMail[]
  forget(): void
  refuse(isRefusing: boolean): void
  close(): Promise<void>
}

const USER = 'opora'
const SECRET = 'smtp-secret'

/** A real SMTP server on a free port that asks for a password; mail goes there until it is closed. */
export async function openMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  let isRefusing = false
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === USER && password === SECRET
      return isRight ? done(null, { user: USER }) : done(new Error('Who is that?'))
    },
    onRcptTo: (_address, _session, done) => done(isRefusing ? new Error('No such mailbox') : null),
    onData: (stream, { envelope }, done) => {
      void buffer(stream).then((raw) => {
        mails.push(
          parse(
            raw.toString('utf8'),
            envelope.rcptTo.map(({ address }) => address)
          )
        )
        done()
      })
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  await point({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: port,
    SMTP_USERNAME: USER,
    SMTP_PASSWORD: SECRET,
  })
  return {
    mails,
    forget: () => void mails.splice(0),
    refuse: (next) => void (isRefusing = next),
    async close() {
      await point({ SMTP_HOST: '', SMTP_PORT: 587, SMTP_USERNAME: '', SMTP_PASSWORD: '' })
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

type Settings = {
  SMTP_HOST: string
  SMTP_PORT: number
  SMTP_USERNAME: string
  SMTP_PASSWORD: string
}

async function point({ SMTP_HOST, SMTP_PORT, SMTP_USERNAME, SMTP_PASSWORD }: Settings) {
  env.set('SMTP_HOST', SMTP_HOST)
  env.set('SMTP_PORT', SMTP_PORT)
  env.set('SMTP_USERNAME', SMTP_USERNAME)
  env.set('SMTP_PASSWORD', SMTP_PASSWORD)
  await mail.close('smtp')
}

/** Enough of MIME for mails of a text and an HTML part. */
function parse(raw: string, to: string[]): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n', 1)
  const subject = decodeWords(
    /^subject:((?:.|\r\n[ \t])*)$/im.exec(head)![1]!.replace(/\r\n[ \t]/g, '')
  )
  const part = (type: string) => {
    const found = new RegExp(`content-type: ${type}[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--`, 'i').exec(
      raw
    )!
    const isBase64 = /transfer-encoding: base64/i.test(found[0])
    return isBase64 ? Buffer.from(found[1]!, 'base64').toString('utf8') : decodeQuoted(found[1]!)
  }
  return { to, subject: subject.trim(), text: part('text/plain'), html: part('text/html') }
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_all, kind: string, body: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(body, 'base64').toString('utf8')
        : decodeQuoted(body.replaceAll('_', ' '))
    )
}

function decodeQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16))
    )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
