import { defineConfig } from '@adonisjs/static'

export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  // File names below /build carry a hash of their content.
  headers: (path): Record<string, string> =>
    path.includes('public/build/')
      ? { 'Cache-Control': 'public, max-age=31536000, immutable' }
      : {},
})
