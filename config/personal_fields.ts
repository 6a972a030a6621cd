/**
 * Fields whose values are personal data (152-FZ), by the subject type of the audit. The audit keeps
 * a reference and a hash of them; the value itself stands where it can be erased.
 */
export const PERSONAL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  person: [
    'displayName',
    'firstName',
    'lastName',
    'middleName',
    'email',
    'emails',
    'phone',
    'phones',
    'mobilePhone',
    'messenger',
    'photo',
    'birthDate',
    'address',
    'notes',
    'externalKey',
    'absenceReason',
  ],
  // `ip` is where somebody signed in from, or tried to.
  user: ['email', 'displayName', 'phone', 'ldapDn', 'ip'],
  // Who complained, and the words that name them.
  feedback: ['text', 'saidBy', 'finding', 'answerText'],
  // Who signs for either party.
  contract: ['clientSignatory', 'providerSignatory'],
  // What a client's people ask about their bill, and what they are told.
  period_question: ['clientQuestion', 'answerText'],
  consent: ['fullName', 'email', 'phone'],
}

export function isPersonalField(subjectType: string, field: string): boolean {
  return PERSONAL_FIELDS[subjectType]?.includes(field) ?? false
}
