import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import SavedView, { type ViewSharing } from '#core/models/saved_view'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SUBJECT = 'saved_view'

export type ViewValues = {
  name: string
  /** What stands behind the question mark of the page's address. */
  query: string
  sharing: ViewSharing
  /** Null unless it is shared with a team. */
  teamId: number | null
}

/** Keeps lists under names (G-17). Who may, and with which team, is for the caller to say. */
export const saveView = {
  create(input: { actor: Actor; userId: number; page: string; values: ViewValues }) {
    const { actor, userId: ownerUserId, page, values } = input
    return inTransaction(async (trx) => {
      const view = new SavedView().useTransaction(trx)
      view.merge({ page, ownerUserId, version: 1, ...values })
      await write(trx, actor, view, 'saved_view.created')
      return view
    })
  },

  /** Throws StaleRecord. */
  update(input: {
    actor: Actor
    viewId: number
    values: Partial<ViewValues>
    seenVersion: number
  }) {
    const { actor, viewId, values, seenVersion } = input
    return inTransaction(async (trx) => {
      const view = await lock(trx, viewId)
      await refuseStale(trx, SUBJECT, view, seenVersion)
      view.merge(values)
      if (!view.$isDirty) return view
      view.version += 1
      await write(trx, actor, view, 'saved_view.changed')
      return view
    })
  },

  remove({ actor, viewId }: { actor: Actor; viewId: number }) {
    return inTransaction(async (trx) => {
      const view = await lock(trx, viewId)
      await view.delete()
      await recordAudit(trx, {
        ...{ actor, action: 'saved_view.removed', organisationId: null },
        ...{ subjectType: SUBJECT, subjectId: viewId, subjectVersion: view.version },
        changes: [{ field: 'name', before: view.name, after: null }],
      })
    })
  },
}

function lock(trx: TransactionClientContract, id: number): Promise<SavedView> {
  return SavedView.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
}

async function write(
  trx: TransactionClientContract,
  actor: Actor,
  view: SavedView,
  action: string
) {
  const changes = pendingChanges(view).filter(({ field }) =>
    ['name', 'query', 'sharing', 'teamId'].includes(field)
  )
  await view.save()
  await recordAudit(trx, {
    ...{ actor, action, organisationId: null, changes },
    ...{ subjectType: SUBJECT, subjectId: view.id, subjectVersion: view.version },
  })
}
