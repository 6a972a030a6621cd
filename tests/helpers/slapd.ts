import { Client } from 'ldapts'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const BASE = 'dc=example,dc=org'
export const ROOT_DN = `cn=admin,${BASE}`
export const ROOT_PASSWORD = 'root-secret'
export const READER_DN = `cn=reader,${BASE}`
export const READER_PASSWORD = 'reader-secret'

const SCHEMA_DIRECTORY = '/etc/ldap/schema'
const MODULE_DIRECTORY = '/usr/lib/ldap'
const ATTEMPTS = 100

/** What Active Directory and FreeIPA keep beside a person, for entries of class `marked`. */
const MARKS = [
  `attributetype ( 1.3.6.1.4.1.99999.1.1 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )`,
  `attributetype ( 1.3.6.1.4.1.99999.1.2 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )`,
  `attributetype ( 1.3.6.1.4.1.99999.1.3 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )`,
  `attributetype ( 1.3.6.1.4.1.99999.1.4 NAME 'memberOf' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )`,
  `objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'marked' SUP top AUXILIARY MAY ( objectGUID $ userAccountControl $ nsAccountLock $ memberOf ) )`,
]

export type Slapd = {
  url: string
  /** The same server under TLS; null where no certificate could be made. */
  secure: { url: string; caCertificate: string } | null
  /** As the administrator of the directory. */
  admin<Result>(work: (client: Client) => Promise<Result>): Promise<Result>
  stop(): Promise<void>
}

type Options = {
  /** Entries below the base in LDIF. */
  ldif: string
  /** Lines for the database's part of the configuration. */
  settings?: string[]
  withTls?: boolean
}

/** Where the server's program lies, or null. */
export function slapdPath(): string | null {
  const path = process.env.SLAPD_PATH ?? '/usr/sbin/slapd'
  try {
    accessSync(path, constants.X_OK)
    return path
  } catch {
    return null
  }
}

let hasTold = false

/** For `test.skip`: says once why the specs of directories do not run. */
export function isSlapdMissing(): boolean {
  if (slapdPath()) return false
  if (!hasTold) {
    process.stdout.write(
      'LDAP specs are skipped: no slapd (apt-get install slapd, or SLAPD_PATH)\n'
    )
  }
  hasTold = true
  return true
}

/** A real directory on a free port with its data in a folder of its own. */
export async function openSlapd({ ldif, settings = [], withTls = false }: Options): Promise<Slapd> {
  const path = slapdPath()!
  const folder = mkdtempSync(join(tmpdir(), 'opora-slapd-'))
  mkdirSync(join(folder, 'data'))
  const tls = withTls ? makeCertificate(folder) : null
  const conf = join(folder, 'slapd.conf')
  writeFileSync(conf, configuration(folder, settings, tls !== null))
  writeFileSync(join(folder, 'data.ldif'), `${baseLdif()}\n${ldif}`)
  const slapadd = join(dirname(path), 'slapadd')
  execFileSync(slapadd, ['-q', '-f', conf, '-l', join(folder, 'data.ldif')], { stdio: 'pipe' })

  const [port, securePort] = [await freePort(), await freePort()]
  const urls = [`ldap://127.0.0.1:${port}`, ...(tls ? [`ldaps://127.0.0.1:${securePort}`] : [])]
  const child = spawn(path, ['-d', '0', '-h', urls.join(' '), '-f', conf], { stdio: 'ignore' })
  const url = urls[0]!
  await answering(url)
  return {
    url,
    secure: tls === null ? null : { url: `ldaps://localhost:${securePort}`, caCertificate: tls },
    admin: (work) => asAdmin(url, work),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** An LDIF record; values outside of plain ASCII are written in base64, as are bytes. */
export function record(dn: string, attributes: Record<string, string | Buffer | string[]>): string {
  const lines = [line('dn', dn)]
  for (const [name, value] of Object.entries(attributes)) {
    const values = Array.isArray(value) ? value : [value]
    lines.push(...values.map((each) => line(name, each)))
  }
  return `${lines.join('\n')}\n`
}

function line(name: string, value: string | Buffer): string {
  const isPlain = typeof value === 'string' && /^[\x21-\x39\x3b-\x7e][\x20-\x7e]*$/.test(value)
  return isPlain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
}

function baseLdif(): string {
  return [
    record(BASE, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' }),
    record(READER_DN, {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: 'reader',
      userPassword: READER_PASSWORD,
    }),
  ].join('\n')
}

function configuration(folder: string, settings: string[], hasTls: boolean): string {
  const schemas = ['core', 'cosine', 'nis', 'inetorgperson']
    .map((name) => join(SCHEMA_DIRECTORY, `${name}.schema`))
    .filter((file) => existsSync(file))
  const modules = ['back_mdb', 'ppolicy'].filter((name) =>
    existsSync(join(MODULE_DIRECTORY, `${name}.so`))
  )
  return [
    ...schemas.map((file) => `include ${file}`),
    ...MARKS,
    ...(modules.length > 0 ? [`modulepath ${MODULE_DIRECTORY}`] : []),
    ...modules.map((name) => `moduleload ${name}`),
    `pidfile ${join(folder, 'slapd.pid')}`,
    'sizelimit unlimited',
    ...(hasTls
      ? [
          `TLSCertificateFile ${join(folder, 'server.pem')}`,
          `TLSCertificateKeyFile ${join(folder, 'server.key')}`,
        ]
      : []),
    'database mdb',
    `suffix "${BASE}"`,
    `rootdn "${ROOT_DN}"`,
    `rootpw ${ROOT_PASSWORD}`,
    `directory ${join(folder, 'data')}`,
    'maxsize 268435456',
    'index objectClass,entryUUID eq',
    'index mail,member eq',
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="${READER_DN}" read by anonymous auth by * none`,
    ...settings,
    '',
  ].join('\n')
}

/** For "localhost" and its address; null where there is no openssl. */
function makeCertificate(folder: string): string | null {
  const [cert, key] = [join(folder, 'server.pem'), join(folder, 'server.key')]
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const output = ['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost']
  try {
    execFileSync('openssl', [...args, ...output, '-addext', names], { stdio: 'pipe' })
    return execFileSync('cat', [cert], { encoding: 'utf8' })
  } catch {
    return null
  }
}

async function asAdmin<Result>(url: string, work: (client: Client) => Promise<Result>) {
  const client = new Client({ url, connectTimeout: 5000, timeout: 20_000, strictDN: false })
  try {
    await client.bind(ROOT_DN, ROOT_PASSWORD)
    return await work(client)
  } finally {
    await client.unbind()
  }
}

async function answering(url: string) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await asAdmin(url, async () => {})
    } catch {
      await wait(50)
    }
  }
  throw new Error('slapd does not answer')
}
