export type ContractOffer = {
  readonly id: number
  readonly organisationId: number
  readonly startsOn: string
  /** Empty: every service. */
  readonly serviceIds: readonly number[]
  /** Items covered by name, whatever service they serve. */
  readonly itemIds: readonly number[]
}

/** Why a contract is that of a ticket (domain §7.1). */
export type ChoiceReason = 'chosen' | 'item' | 'service' | 'default'

export type Choice<Offer> = { offer: Offer; reason: Exclude<ChoiceReason, 'chosen'> }
type Asked = {
  /** From the requester's organisation up to its root. */
  organisationIds: readonly number[]
  serviceId: number | null
  /** The ticket's primary item. */
  ciId: number | null
}

/**
 * The contract a ticket belongs to (domain §7.1: item covered, then service covered, then the
 * organisation's default); the offers are in force. Null means "out of contract": nothing covers
 * the service, or two defaults leave it open.
 */
export function chooseContract<Offer extends ContractOffer>(
  offers: readonly Offer[],
  { organisationIds, serviceId, ciId }: Asked
): Choice<Offer> | null {
  const levels = organisationIds.map((id) => offers.filter((offer) => offer.organisationId === id))
  const item = ciId === null ? null : nearest(levels, ({ itemIds }) => itemIds.includes(ciId))
  if (item) return { offer: item, reason: 'item' }
  const service =
    serviceId === null ? null : nearest(levels, ({ serviceIds }) => serviceIds.includes(serviceId))
  if (service) return { offer: service, reason: 'service' }
  const usual = defaultOf(levels, serviceId)
  return usual && { offer: usual, reason: 'default' }
}

/** The nearest contract that names it; of several the one that began last. */
function nearest<Offer extends ContractOffer>(
  levels: Offer[][],
  names: (offer: Offer) => boolean
): Offer | null {
  for (const level of levels) {
    const [latest] = level
      .filter(names)
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
