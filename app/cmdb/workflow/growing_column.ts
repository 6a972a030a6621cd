type Column = Int32Array | Float64Array | Uint16Array | Int8Array

/** The column itself when it has room for `size` values, else a longer copy with some to spare. */
export function withRoom<Numbers extends Column>(column: Numbers, size: number): Numbers {
  if (column.length >= size) return column
  const Longer = column.constructor as new (length: number) => Numbers
  const longer = new Longer(Math.ceil(size * 1.25) + 64)
  longer.set(column)
  return longer
}
