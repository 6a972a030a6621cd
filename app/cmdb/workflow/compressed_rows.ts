/**
 * Where each key's run begins once the items are ordered by key: the items of key `k`
 * are at `offsets[k]` up to, not including, `offsets[k + 1]`. Keys are 0 … keyCount − 1.
 */
export function offsetsByKey(keys: Int32Array, keyCount: number): Int32Array {
  const offsets = new Int32Array(keyCount + 1)
  for (const key of keys) offsets[key + 1]!++
  for (let key = 0; key < keyCount; key++) offsets[key + 1]! += offsets[key]!
  return offsets
}

/** The items of `order` sorted by `keys[item]`, equal keys kept in place: one linear pass. */
export function stableOrder(order: Int32Array, keys: Int32Array, keyCount: number): Int32Array {
  const next = offsetsByKey(keys.subarray(0, order.length), keyCount)
  const sorted = new Int32Array(order.length)
  for (const item of order) sorted[next[keys[item]!]!++] = item
  return sorted
}

/** 0, 1, 2 … count − 1. */
export function identityOrder(count: number): Int32Array {
  const order = new Int32Array(count)
  for (let item = 0; item < count; item++) order[item] = item
  return order
}
