import app from '@adonisjs/core/services/app'

/** How long the note that somebody viewed a record may wait for others; the suites read it at once. */
export const VIEWS_WAIT_MS = app.inTest ? 0 : 1000
