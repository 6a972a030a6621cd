/** Number series of records (DSK-01): prefix and number of digits. */
export const NUMBER_SERIES = {
  incident: { prefix: 'INC', digits: 6 },
  request: { prefix: 'REQ', digits: 6 },
  problem: { prefix: 'PRB', digits: 6 },
  change: { prefix: 'CHG', digits: 6 },
  subject_request: { prefix: 'SAR', digits: 6 },
  feedback: { prefix: 'FBK', digits: 6 },
  improvement: { prefix: 'IMP', digits: 6 },
  service_review: { prefix: 'REV', digits: 6 },
  configuration_item: { prefix: 'CI', digits: 6 },
} as const

export type NumberedKind = keyof typeof NUMBER_SERIES
