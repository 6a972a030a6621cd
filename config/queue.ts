import app from '@adonisjs/core/services/app'
import { defineConfig, drivers } from '@adonisjs/queue'

export default defineConfig({
  default: app.inTest ? 'sync' : 'database',
  adapters: {
    database: drivers.database({ connectionName: 'main' }),
    sync: drivers.sync(),
  },
  // A finished job stays a while: by its row several machines see that a minute's job was started.
  defaultJobOptions: { removeOnComplete: { age: '1h' }, removeOnFail: { age: '7d' } },
  worker: { concurrency: 1, idleDelay: '1s' },
  // From the application's root, wherever the process was started.
  locations: [app.makePath('app/**/jobs/*.{ts,js}')],
})
