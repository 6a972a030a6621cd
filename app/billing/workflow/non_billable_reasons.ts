/** Why work is not billed (domain §7.5). What a fee covers is billable work all the same. */
export const NON_BILLABLE_REASONS = [
  'internal',
  'training',
  'rework',
  'duplicate',
  'goodwill',
] as const
export type NonBillableReason = (typeof NON_BILLABLE_REASONS)[number]
