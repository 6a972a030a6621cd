import type { LookupOption } from '~/components/forms/LookupField.vue'
import type { FEEDBACK_CHANNELS, FEEDBACK_KINDS, SEVERITIES } from '~/components/quality/types'

/** What a form is filled in with when it comes from a ticket. */
export type FeedbackDraft = {
  ticket: { number: string; title: string }
  person: LookupOption
  service: (LookupOption & { nameRu: string; nameEn: string }) | null
  team: LookupOption | null
}

/** A form of a new complaint or compliment: what was said, by whom, and what it is about. */
export function feedbackValues(draft: FeedbackDraft | null, today: string) {
  return {
    kind: 'complaint' as (typeof FEEDBACK_KINDS)[number],
    text: '',
    speaker: {
      isUnknown: false,
      personId: draft?.person.value ?? null,
      saidBy: '',
      organisationId: null as number | null,
    },
    subject: {
      severity: 'medium' as (typeof SEVERITIES)[number],
      receivedOn: today,
      channel: 'phone' as (typeof FEEDBACK_CHANNELS)[number],
      ticketNumber: draft?.ticket.number ?? '',
      serviceId: draft?.service?.value ?? null,
      teamId: draft?.team?.value ?? null,
      aboutPersonId: null as number | null,
    },
  }
}

export type FeedbackValues = ReturnType<typeof feedbackValues>

/** As the server takes it: one who is known or one who is named, and nothing where nothing was typed. */
export function feedbackInput({ kind, text, speaker, subject }: FeedbackValues) {
  const { isUnknown, personId, saidBy, organisationId } = speaker
  return {
    ...{ kind, text, ...subject },
    personId: isUnknown ? null : personId,
    saidBy: isUnknown ? saidBy || null : null,
    organisationId: isUnknown ? organisationId : null,
    ticketNumber: subject.ticketNumber || null,
    severity: kind === 'complaint' ? subject.severity : null,
  }
}
