import type { SharedProps } from '~/types'
import { router } from '@inertiajs/vue3'
import { IntlMessageFormat } from 'intl-messageformat'
import { ref, shallowRef } from 'vue'

type Values = Record<string, string | number | Date | null | undefined>

const locale = ref('en')
const messages = shallowRef<Record<string, string>>({})
const formats = new Map<string, IntlMessageFormat>()

/** Fetches the messages of a language once; the address carries their hash and is cached for ever. */
export async function loadCatalog(nextLocale: string, version: string) {
  const response = await fetch(`/language/${nextLocale}/${version}`)
  messages.value = await response.json()
  locale.value = nextLocale
  formats.clear()
  document.documentElement.lang = nextLocale
}

/** Signing in or out may change the language of the pages that follow. */
export function followLanguage() {
  router.on('success', ({ detail }) => {
    const { language } = detail.page.props as unknown as SharedProps
    if (language && language.locale !== locale.value) {
      void loadCatalog(language.locale, language.version)
    }
  })
}

function t(key: string, values?: Values): string {
  const message = messages.value[key]
  if (message === undefined) return key
  if (!message.includes('{')) return message
  let format = formats.get(key)
  if (!format) {
    format = new IntlMessageFormat(message, locale.value, undefined, { ignoreTag: true })
    formats.set(key, format)
  }
  return String(format.format(values))
}

/** The text of the current language out of a pair of columns; falls back to the one that exists. */
function pick(ru: string | null | undefined, en: string | null | undefined): string {
  return (locale.value === 'ru' ? ru || en : en || ru) ?? ''
}

/** Whether `pick` falls back to the other language: such a text is marked (CAT-06). */
function isFallback(ru: string | null | undefined, en: string | null | undefined): boolean {
  return locale.value === 'ru' ? !ru && Boolean(en) : !en && Boolean(ru)
}

/** Messages, dates and numbers in the language of the page. */
export function useLanguage() {
  return { t, pick, isFallback, locale }
}
