import env from '#start/env'

const MEGABYTE = 1024 * 1024

/** What the installation takes as a file from outside. Sizes are bytes. */
export const UPLOADS = {
  maxBytes: (env.get('UPLOAD_MAX_MB') ?? 20) * MEGABYTE,
  /** Hours an upload is kept that nothing removed earlier. */
  keptHours: 24 * 7,
  /** A workbook unpacks to many times its size; one that passes these is made to harm. */
  maxZipEntries: 2_000,
  maxUnpackedBytes: 256 * MEGABYTE,
} as const

/** What a table to import may hold. */
export const SHEETS = { maxRows: 50_000, maxColumns: 200, maxCellLength: 5_000 } as const
