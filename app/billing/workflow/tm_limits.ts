/** A contract's monthly minimum and cap, in the same minor units as its lines. */
export interface TmLimits {
  minimumMinor: number | null
  capMinor: number | null
}

export interface LimitedAmount {
  billableMinor: number
  /** Posted as a separate "minimum top-up" line. */
  topUpMinor: number
  /** Work done beyond the cap; it becomes non-billable. */
  overCapMinor: number
}

/** billable + top-up is what the client pays; billable + over cap is what was worked. */
export function applyTmLimits(
  workedMinor: number,
  { minimumMinor, capMinor }: TmLimits
): LimitedAmount {
  if (minimumMinor !== null && capMinor !== null && minimumMinor > capMinor) {
    throw new RangeError('The minimum is above the cap')
  }
  const billableMinor = capMinor === null ? workedMinor : Math.min(workedMinor, capMinor)
  return {
    billableMinor,
    topUpMinor: Math.max(0, (minimumMinor ?? 0) - billableMinor),
    overCapMinor: workedMinor - billableMinor,
  }
}
