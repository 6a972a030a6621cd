export type ContractOffer = {
  readonly id: number
  readonly organisationId: number
  readonly startsOn: string
  /** Empty: every service. */
  readonly serviceIds: readonly number[]
}

/**
 * The contract a ticket belongs to (domain §7.1: service covered, then the organisation's default).
 * `organisationIds` climb from the requester's organisation to its root; the offers are in force.
 * Null means "out of contract": nothing covers the service, or two defaults leave it open.
 */
export function chooseContract<Offer extends ContractOffer>(
  offers: readonly Offer[],
  organisationIds: readonly number[],
  serviceId: number | null
): Offer | null {
  const levels = organisationIds.map((id) => offers.filter((offer) => offer.organisationId === id))
  return coveringService(levels, serviceId) ?? defaultOf(levels, serviceId)
}

/** The nearest contract that names the service; of several the one that began last. */
function coveringService<Offer extends ContractOffer>(
  levels: Offer[][],
  serviceId: number | null
): Offer | null {
  if (serviceId === null) return null
  for (const level of levels) {
    const [latest] = level
      .filter((offer) => offer.serviceIds.includes(serviceId))
      .sort((a, b) => b.startsOn.localeCompare(a.startsOn) || a.id - b.id)
    if (latest) return latest
  }
  return null
}

/**
 * The nearest organisation's only contract for everything. While a ticket names no service, a
 * contract limited to some services may be that default too, if it is the only one.
 */
function defaultOf<Offer extends ContractOffer>(
  levels: Offer[][],
  serviceId: number | null
): Offer | null {
  for (const level of levels) {
    const forAll = level.filter((offer) => offer.serviceIds.length === 0)
    const candidates = forAll.length > 0 || serviceId !== null ? forAll : level
    if (candidates.length > 0) return candidates.length === 1 ? candidates[0]! : null
  }
  return null
}
