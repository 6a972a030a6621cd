import { keepJobProcess } from '#core/job_process'
import env from '#start/env'
import app from '@adonisjs/core/services/app'

// Switched off where jobs have a process or machine of their own (`node ace jobs:work`).
if (env.get('JOBS_IN_SERVER') !== false) keepJobProcess(app)
