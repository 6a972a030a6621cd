import { inTransaction } from '#core/transaction'
import { startSupplierClock } from '#sla/actions/hand_over_clocks'
import { findSupplierAgreement } from '#sla/queries/find_supplier_agreement'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
  type Locked,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'
import { targetFacts } from '#tickets/queries/target_facts'

type AwaitVendor = IncidentCommand & { vendor: string; reference: string; expectedOn: string }

/** Waits for a supplier, whose reference and promised date are kept; the clock runs on by default. */
export const awaitVendor = {
  async handle({ vendor, reference, expectedOn, ...command }: AwaitVendor): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      locked.incident.merge({ vendorReference: reference, vendorExpectedOn: expectedOn })
      await stepIncident(locked, {
        actor: command.actor,
        action: 'await_vendor',
        reason: `${vendor}: ${reference}`,
      })
      await promiseOfSupplier(locked, vendor)
      return locked.ticket
    })
  },
}

/** A supplier with an agreement has a clock of its own while it is waited for (§3.3.11). */
async function promiseOfSupplier({ trx, ticket, at }: Locked, vendor: string) {
  const agreementId = await findSupplierAgreement(vendor, at.toISODate()!, trx)
  if (agreementId === null) return
  const facts = () => targetFacts(ticket, trx)
  await startSupplierClock(trx, { ticketId: ticket.id, facts, agreementId, at })
}
