import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/inertia'

export default defineConfig({
  rootView: 'inertia_layout',
  // The test client names this version; elsewhere it is the hash of the built pages.
  ...(app.inTest ? { assetsVersion: '1' } : {}),
})
