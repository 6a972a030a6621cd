import adonisjs from '@adonisjs/vite/client'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { CI_CLASS_ICONS } from './config/icons.js'

export default defineConfig({
  plugins: [
    vue({ template: { transformAssetUrls: { includeAbsolute: false } } }),
    ui({
      router: 'inertia',
      colorMode: false,
      autoImport: { dts: 'resources/auto-imports.d.ts' },
      components: { dts: 'resources/components.d.ts', dirs: ['resources/components'] },
      ui: {
        colors: { primary: 'blue', neutral: 'slate' },
        // A button under the pointer keeps the contrast of its words; the library's 75 % do not.
        button: {
          compoundVariants: (['primary', 'error'] as const).map((color) => ({
            ...{ color, variant: 'solid' as const },
            class: `hover:bg-${color}/90 active:bg-${color}/90`,
          })),
        },
      },
      icon: { clientBundle: { scan: true, icons: [...CI_CLASS_ICONS] } },
    }),
    adonisjs({
      entryPoints: ['resources/app.ts'],
      buildDirectory: 'public/build',
      assetsUrl: '/build',
      reload: ['resources/views/**/*.edge'],
    }),
  ],
  resolve: { alias: { '~/': `${import.meta.dirname}/resources/` } },
  // Found only inside a worker, too late for the development server to prepare it by itself.
  optimizeDeps: { include: ['elkjs/lib/elk-worker.min.js'] },
  // The Vue plugin declares an SSR environment; building it too would overwrite the client's files.
  builder: {
    buildApp: async (builder) => {
      await builder.build(builder.environments['client']!)
    },
  },
  server: {
    watch: { ignored: [`${import.meta.dirname}/storage/**`, `${import.meta.dirname}/tmp/**`] },
  },
})
