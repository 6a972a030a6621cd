/** Fewer changes than these nobody needs to be asked about. */
const MIN_CHANGES = 20
const SHARE = 0.3

/** Whether so many of the records a file knows would change that the file may be the wrong one. */
export function isMassive({ changed, unchanged }: { changed: number; unchanged: number }): boolean {
  return changed >= MIN_CHANGES && changed > SHARE * (changed + unchanged)
}
