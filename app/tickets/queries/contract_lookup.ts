import type Contract from '#contracts/models/contract'
import { findContract } from '#contracts/queries/find_contract'

/** Remembers the contract of an organisation by date while many tickets are written at once. */
export class ContractLookup {
  readonly #known = new Map<string, Promise<Contract | null>>()

  constructor(private readonly organisationId: number) {}

  /** `onDate` is `YYYY-MM-DD`. */
  find(onDate: string): Promise<Contract | null> {
    const known =
      this.#known.get(onDate) ??
      findContract({ organisationId: this.organisationId, serviceId: null, onDate })
    this.#known.set(onDate, known)
    return known
  }
}
