/** Between leaving for a provider and coming back. */
export const PROVIDER_MINUTES = 10

export const PROVIDER_NETWORK = {
  /** For each request to a provider. */
  timeoutSeconds: 8,
  /** What a provider says of itself is asked anew after this time. */
  discoveryMinutes: 60,
  /** How far its clock may be off. */
  clockToleranceSeconds: 30,
} as const
