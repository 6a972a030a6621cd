import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import RecordView from '#core/models/record_view'
import { inTransaction } from '#core/transaction'
import type { ViewSource } from '#core/view_source'
import { VIEWS_WAIT_MS } from '#config/views'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Subject = { id: number; organisationId: number | null }
type View = { source: ViewSource; subjectType: string; subject: Subject; at: DateTime }

const SAME_VISIT_MINUTES = 10
/** A page that reloads itself must not write each time. */
const PROLONGED_EACH_MINUTES = 1

const waiting: View[] = []
let timer: NodeJS.Timeout | null = null

/**
 * Notes that somebody opened a record. Opening it again within ten minutes prolongs the visit and
 * adds no row; a page that was only fetched ahead becomes a view when it is really opened.
 *
 * Views of about a second are written together: each commit waits for the disk, and with one of its
 * own a page would take longer for being noted than for being made.
 */
export async function recordView(source: ViewSource, subjectType: string, subject: Subject) {
  waiting.push({ source, subjectType, subject, at: clock.now() })
  if (VIEWS_WAIT_MS === 0) return writeViews()
  timer ??= setTimeout(
    () => void writeViews().catch((error) => logger.error({ err: error }, 'Views were not noted')),
    VIEWS_WAIT_MS
  )
}

/** Writes what waits; also the last thing a server does before it ends. */
async function writeViews() {
  if (timer) clearTimeout(timer)
  timer = null
  const views = waiting.splice(0)
  if (views.length === 0) return
  await inTransaction(async (trx) => {
    for (const view of views) await write(trx, view)
  })
}

app.terminating(() => writeViews())

async function write(trx: TransactionClientContract, { source, subjectType, subject, at }: View) {
  const visit = await openVisit(trx, source.viewerUserId, subjectType, subject.id, at)
  if (visit) return prolong(visit, source, at)

  const { id: subjectId, organisationId } = subject
  await RecordView.create(
    { ...source, subjectType, subjectId, organisationId, at, lastAt: at },
    { client: trx }
  )
}

async function prolong(visit: RecordView, { isPrefetch }: ViewSource, at: DateTime) {
  const isFresh = visit.lastAt > at.minus({ minutes: PROLONGED_EACH_MINUTES })
  const becomesView = visit.isPrefetch && !isPrefetch
  if (isFresh && !becomesView) return
  await visit.merge({ lastAt: at, isPrefetch: visit.isPrefetch && isPrefetch }).save()
}

function openVisit(
  trx: TransactionClientContract,
  viewerUserId: number,
  subjectType: string,
  subjectId: number,
  at: DateTime
) {
  return RecordView.query({ client: trx })
    .where({ viewerUserId, subjectType, subjectId })
    .where('lastAt', '>=', toSqlUtc(at.minus({ minutes: SAME_VISIT_MINUTES })))
    .orderBy('id', 'desc')
    .first()
}
