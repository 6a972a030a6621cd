import i18nManager from '@adonisjs/i18n/services/main'
import { createHash } from 'node:crypto'

type Catalog = { body: string; version: string }

const catalogs = new Map<string, Catalog>()

/** All messages of a language as JSON, the same ICU texts the server formats. */
export function catalogBody(locale: string): string {
  return catalog(locale).body
}

/** A hash of the messages: pages ask for the catalogue by it and may keep it for ever. */
export function catalogVersion(locale: string): string {
  return catalog(locale).version
}

function catalog(locale: string): Catalog {
  const known = catalogs.get(locale)
  if (known) return known
  const body = JSON.stringify(i18nManager.getTranslationsFor(locale))
  const made = { body, version: createHash('sha256').update(body).digest('hex').slice(0, 12) }
  catalogs.set(locale, made)
  return made
}
