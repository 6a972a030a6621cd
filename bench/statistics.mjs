/** Nearest rank: the smallest value that so many percent of all do not exceed. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export function summary(values) {
  return {
    n: values.length,
    p50: rounded(percentile(values, 50)),
    p95: rounded(percentile(values, 95)),
  }
}

export function rounded(value) {
  return Math.round(value * 100) / 100
}
