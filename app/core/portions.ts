/** Of many, at most so many at a time, in order: databases limit what one statement may hold. */
export function* portions<Each>(all: readonly Each[], size: number): Generator<Each[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size)
}
