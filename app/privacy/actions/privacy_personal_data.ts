import { erasePersonalValues } from '#core/actions/erase_personal_values'
import { dropTaskFile } from '#core/actions/purge_task_files'
import BackgroundTask from '#core/models/background_task'
import type { DataSubject, PersonalDataSource, Replacement } from '#directory/queries/personal_data'
import { byPerson, byUser, countedMentions, personalRows } from '#directory/queries/personal_rows'
import { auditAbout, viewsBy, viewsOf } from '#privacy/queries/traces'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const CONSENT = [
  ...['id', 'purpose_id', 'consent_text_id', 'given_at', 'method', 'ip', 'document_reference'],
  ...['revoked_at', 'revocation_reason'],
]
const REQUEST = [
  ...['id', 'number', 'kind', 'state', 'received_on', 'received_by', 'request_text', 'due_on'],
  ...['answer_text', 'answered_at'],
]

/** Columns that tell of work and not of the person: how often they stand there is all there is to say. */
const PEOPLE_MENTIONS = [
  ...['people.manager_id', 'people.merged_into_id', 'departments.head_person_id'],
  ...['person_absences.substitute_id', 'services.owner_person_id'],
  ...['configuration_items.owner_person_id', 'ci_attribute_values.person_id'],
  ...['tickets.assignee_id', 'tickets.registered_by_id'],
  ...['ticket_transitions.actor_id', 'ticket_assignments.assigned_by_id'],
  'ticket_assignments.assignee_id',
  ...['distinct_people.person_id', 'distinct_people.other_person_id'],
  ...['feedback_records.owner_id', 'feedback_records.registered_by_id'],
  ...['improvements.owner_id', 'improvements.proposed_by_id'],
  ...['service_review_participants.person_id', 'ci_health_findings.assigned_person_id'],
]
const USER_MENTIONS = [
  ...['password_links.created_by_user_id', 'consent_texts.published_by_user_id'],
  ...['consents.recorded_by_user_id', 'consents.revoked_by_user_id'],
  ...['subject_requests.registered_by_user_id', 'subject_requests.answered_by_user_id'],
  ...['data_imports.requested_by_user_id', 'import_templates.user_id'],
  ...['ci_findings.closed_by_user_id', 'ci_source_runs.requested_by_user_id'],
  ...['baselines.created_by_user_id', 'impact_views.owner_user_id', 'saved_views.owner_user_id'],
  ...['bulk_edits.requested_by_user_id', 'billing_periods.unlock_asked_by_user_id'],
  ...['report_links.created_by_user_id', 'period_documents.asked_by_user_id'],
]
const MENTIONS = [...PEOPLE_MENTIONS, ...USER_MENTIONS]

/** Consents, requests and the traces that a person and those who looked at them leave. */
export const PRIVACY_PERSONAL_DATA: PersonalDataSource[] = [
  {
    key: 'consents',
    columns: ['consents.person_id'],
    read: personalRows({ table: 'consents', columns: CONSENT, of: byPerson('person_id') }),
    erase: eraseConsents,
  },
  {
    key: 'subject_requests',
    columns: ['subject_requests.person_id'],
    read: personalRows({ table: 'subject_requests', columns: REQUEST, of: byPerson('person_id') }),
    erase: eraseApplicant,
  },
  { key: 'views_of', columns: [], read: viewsOf },
  { key: 'views_by', columns: [], read: viewsBy, erase: eraseViews },
  { key: 'audit', columns: [], read: auditAbout, erase: eraseAuditValues },
  {
    key: 'background_tasks',
    columns: [],
    read: personalRows({
      table: 'background_tasks',
      columns: ['id', 'kind', 'state', 'created_at', 'finished_at'],
      of: byUser('requested_by_user_id'),
    }),
    erase: eraseTasks,
  },
  {
    key: 'notifications',
    columns: ['notifications.user_id'],
    read: personalRows({
      table: 'notifications',
      columns: ['id', 'kind', 'subject_type', 'subject_id', 'created_at', 'read_at'],
      of: byUser('user_id'),
    }),
    erase: async (trx, { userId }) => {
      if (userId !== null) await trx.from('notifications').where('user_id', userId).delete()
    },
  },
  {
    key: 'mentions',
    columns: MENTIONS,
    read: countedMentions(MENTIONS, PEOPLE_MENTIONS),
  },
]

/** That a consent was given must be provable (152-FZ, art. 9); from where and on which paper need not. */
async function eraseConsents(trx: TransactionClientContract, { personId }: DataSubject) {
  await trx
    .from('consents')
    .where('person_id', personId)
    .update({ ip: null, document_reference: null })
}

async function eraseApplicant(
  trx: TransactionClientContract,
  { personId }: DataSubject,
  { name }: Replacement
) {
  const texts = { request_text: name, applicant: null }
  await trx.from('subject_requests').where('person_id', personId).update(texts)
  await trx
    .from('subject_requests')
    .where('person_id', personId)
    .whereNotNull('answer_text')
    .update({ answer_text: name })
}

async function eraseViews(trx: TransactionClientContract, { userId }: DataSubject) {
  if (userId === null) return
  await trx
    .from('record_views')
    .where('viewer_user_id', userId)
    .update({ ip: null, user_agent: null })
}

/** The rows of the audit stay under their seals; the values they refer to go. */
async function eraseAuditValues(trx: TransactionClientContract, { personId, userId }: DataSubject) {
  await erasePersonalValues(trx, 'person', personId)
  if (userId !== null) await erasePersonalValues(trx, 'user', userId)
}

/** What a task was asked for may hold the name of who asked. */
async function eraseTasks(trx: TransactionClientContract, { userId }: DataSubject) {
  if (userId === null) return
  const tasks = await BackgroundTask.query({ client: trx }).where('requestedByUserId', userId)
  for (const task of tasks) await dropTaskFile(task.useTransaction(trx).merge({ input: {} }))
}
