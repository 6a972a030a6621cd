import { countDoomed, deleteInChunks, older } from '#core/actions/delete_in_chunks'
import { countTaskFiles, purgeTaskFiles } from '#core/actions/purge_task_files'
import type { RetentionKind } from '#core/retention_kinds'
import { EXPORT_DAYS, EXPORT_KIND } from '#privacy/queries/find_personal_export'

/** Who viewed what; 152-FZ asks to know it, and keeping it for ever would be one more register of people. */
export const VIEW_RETENTION: RetentionKind = {
  ...{ kind: 'record_views', days: 1095, isOn: true, leastDays: 30 },
  count: (before) => countDoomed(older('record_views', 'last_at', before)),
  purge: (before) => deleteInChunks(older('record_views', 'last_at', before)),
}

/** Files that background tasks made. */
export const TASK_FILE_RETENTION: RetentionKind = {
  ...{ kind: 'task_files', days: 7, isOn: true, leastDays: 1 },
  count: (before) => countTaskFiles(before, { except: EXPORT_KIND }),
  purge: (before) => purgeTaskFiles(before, { except: EXPORT_KIND }),
}

/** Exports of one person's data; the link dies with the file or before it. */
export const EXPORT_RETENTION: RetentionKind = {
  ...{ kind: 'personal_exports', days: EXPORT_DAYS, isOn: true, leastDays: 1 },
  count: (before) => countTaskFiles(before, { only: EXPORT_KIND }),
  purge: (before) => purgeTaskFiles(before, { only: EXPORT_KIND }),
}

/** Browser and address of who submitted a ticket (DSK-05). */
export const ORIGIN_RETENTION: RetentionKind = {
  ...{ kind: 'ticket_origins', days: 365, isOn: true, leastDays: 30 },
  count: (before) => countDoomed(older('ticket_origins', 'created_at', before)),
  purge: (before) =>
    deleteInChunks({ ...older('ticket_origins', 'created_at', before), key: 'ticket_id' }),
}
