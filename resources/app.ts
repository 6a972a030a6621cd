import { cspNonce } from '~/csp_nonce'
import '~/css/app.css'
import { followLanguage, loadCatalog } from '~/composables/use_language'
import { listenForConflicts } from '~/composables/use_conflict'
import AppLayout from '~/layouts/AppLayout.vue'
import { createInertiaApp } from '@inertiajs/vue3'
import ui from '@nuxt/ui/vue-plugin'
import { createHead } from '@unhead/vue/client'
import { createApp, h, type DefineComponent } from 'vue'

type SharedLanguage = { language: { locale: string; version: string } }
type Page = DefineComponent & { layout?: unknown }

const pages = import.meta.glob<{ default: Page }>('./pages/**/*.vue')

const head = createHead({
  hooks: {
    'tags:resolve': ({ tags }) => {
      for (const tag of tags) if (tag.tag === 'style') tag.props.nonce = cspNonce ?? ''
    },
  },
})

void createInertiaApp({
  title: (title) => (title ? `${title} · Opora` : 'Opora'),
  nonce: cspNonce,
  progress: { color: '#1d4ed8', delay: 150 },
  resolve: async (name) => {
    const page = await pages[`./pages/${name}.vue`]!()
    page.default.layout ??= AppLayout
    // Shared props that a page does not declare must not become attributes of its root element.
    page.default.inheritAttrs = false
    return page.default
  },
  async setup({ el, App, props, plugin }) {
    const { language } = props.initialPage.props as unknown as SharedLanguage
    await loadCatalog(language.locale, language.version)
    followLanguage()
    listenForConflicts()
    createApp({ render: () => h(App, props) })
      .use(plugin)
      .use(head)
      .use(ui)
      .mount(el!)
  },
})
