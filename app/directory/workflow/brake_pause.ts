type Rules = { freeTries: number; firstPauseSeconds: number; longestPauseSeconds: number }

/** Seconds to wait after so many wrong tries in a row: doubles each time, but never locks for ever. */
export function brakePause(failures: number, rules: Rules): number {
  const braked = failures - rules.freeTries
  if (braked <= 0) return 0
  return Math.min(
    rules.firstPauseSeconds * 2 ** Math.min(braked - 1, 30),
    rules.longestPauseSeconds
  )
}
