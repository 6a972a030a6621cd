import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'

const PAGE = /<script[^>]*type="application\/json"[^>]*>(?<json>.*?)<\/script>/s

/** A browser's part of the conversation: keep-alive, cookies, Inertia visits. */
export class Client {
  #agent = new Agent({ keepAlive: true })
  #cookies = new Map()
  #version = ''

  constructor(address) {
    this.address = new URL(address)
  }

  async signIn(email, password) {
    await this.openSignIn()
    const { status, location } = await this.post('/sign-in', { email, password })
    if (status !== 302 || location !== '/') {
      throw new Error(`${email} could not sign in: ${status} ${location}`)
    }
    const page = await this.send('GET', '/tickets', { accept: 'text/html' })
    this.#version = JSON.parse(PAGE.exec(page.text())?.groups?.json ?? '{}').version ?? ''
  }

  openSignIn() {
    return this.send('GET', '/sign-in', { accept: 'text/html' })
  }

  /** What the browser asks for when a page is opened from another one. */
  visit(path, partial = null) {
    const headers = {
      'x-inertia': 'true',
      'x-inertia-version': this.#version,
      'accept': 'text/html, application/xhtml+xml',
    }
    if (partial) {
      headers['x-inertia-partial-component'] = partial.component
      headers['x-inertia-partial-data'] = partial.props.join(',')
    }
    return this.send('GET', path, headers)
  }

  json(path) {
    return this.send('GET', path, { accept: 'application/json' })
  }

  post(path, body) {
    const token = decodeURIComponent(this.#cookies.get('XSRF-TOKEN') ?? '')
    const headers = {
      'content-type': 'application/json',
      'x-inertia': 'true',
      'x-inertia-version': this.#version,
      'x-xsrf-token': token,
      'accept': 'text/html, application/xhtml+xml',
    }
    return this.send('POST', path, headers, JSON.stringify(body))
  }

  /** Time from the start of the request to the last byte, in milliseconds. */
  send(method, path, headers, body = null) {
    const { hostname, port } = this.address
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = { hostname, port, method, path, agent: this.#agent }
    return new Promise((resolve, reject) => {
      const started = performance.now()
      const call = request(
        {
          ...options,
          headers: {
            ...headers,
            ...length,
            cookie,
            'accept-encoding': 'gzip',
            'referer': `${this.address.origin}/tickets`,
          },
        },
        (response) => {
          const chunks = []
          response.on('data', (chunk) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - started
            this.#remember(response.headers['set-cookie'] ?? [])
            resolve(answerOf(response, Buffer.concat(chunks), ms))
          })
        }
      )
      call.on('error', reject)
      call.end(body)
    })
  }

  close() {
    this.#agent.destroy()
  }

  #remember(cookies) {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

function answerOf({ statusCode, headers }, buffer, ms) {
  const text = () =>
    (headers['content-encoding'] === 'gzip' ? gunzipSync(buffer) : buffer).toString()
  return {
    status: statusCode,
    location: headers.location ?? null,
    ms,
    bytes: buffer.length,
    queries: Number(headers['x-query-count'] ?? 0),
    text,
    data: () => JSON.parse(text()),
  }
}
