import { defineConfig } from '@adonisjs/vite'

export default defineConfig({
  buildDirectory: 'public/build',
  manifestFile: 'public/build/.vite/manifest.json',
  assetsUrl: '/build',
})
