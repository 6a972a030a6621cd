import { errorWithoutSecrets, logMaskedWords, SECRET_PATHS } from '#core/log_safely'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'opora',
      level: env.get('LOG_LEVEL', 'info'),
      redact: [...SECRET_PATHS],
      serializers: { err: errorWithoutSecrets },
      hooks: { logMethod: logMaskedWords },
      transport: {
        targets: targets()
          .pushIf(!app.inProduction, targets.pretty())
          .pushIf(app.inProduction, targets.file({ destination: 1 }))
          .toArray(),
      },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
