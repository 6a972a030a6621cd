import { DEMO_CONSENT } from '#database/demo/consent_words'
import { DEMO_ZONE } from '#database/demo/demo_time'
import type { World } from '#database/demo/world'
import { answerSubjectRequest } from '#privacy/actions/answer_subject_request'
import { giveConsent } from '#privacy/actions/give_consent'
import { publishConsentText } from '#privacy/actions/publish_consent_text'
import { registerSubjectRequest } from '#privacy/actions/register_subject_request'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { answerCalendars } from '#calendars/queries/answer_calendars'
import { clock } from '#core/clock'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** A consent that is asked for on paper, and what two people wanted to know of their data. */
export async function seedPersonalData(world: World) {
  const { startOfDay } = world.day
  const people = [...world.people.values()]
  const { actor } = people.find(({ role }) => role === 'administrator')!
  const clients = people.filter(({ role }) => role === 'end_user').slice(0, 3)

  world.moveTo(startOfDay - 40 * DAY + 10 * HOUR)
  const { id: purposeId } = await ProcessingPurpose.findByOrFail('code', 'mailings')
  await publishConsentText.handle({
    ...{ actor, purposeId, ...DEMO_CONSENT, effectiveOn: clock.today(DEMO_ZONE) },
  })
  for (const [index, { id: personId }] of clients.entries()) {
    const documentReference = `Папка 3, лист ${index + 1}`
    const paper = { method: 'paper' as const, givenAt: clock.now(), documentReference }
    await giveConsent.byOperator({ actor, personId, purposeId, ...paper })
  }
  await seedRequests(world, clients[0]!.id, clients[1]!.id)
}

async function seedRequests(world: World, first: number, second: number) {
  const { startOfDay, now } = world.day
  const { actor } = [...world.people.values()].find(({ role }) => role === 'administrator')!
  const [calendar] = await answerCalendars()
  const calendarId = calendar?.id ?? null
  const common = { actor, applicant: null, calendarId, timeZone: DEMO_ZONE }

  world.moveTo(startOfDay - 30 * DAY + 11 * HOUR)
  const answered = await registerSubjectRequest.handle({
    ...{ ...common, kind: 'access', personId: first, receivedBy: 'mail' },
    ...{ receivedOn: clock.today(DEMO_ZONE), requestText: 'Какие мои данные вы храните?' },
  })
  world.moveTo(startOfDay - 26 * DAY + 16 * HOUR)
  const command = { actor, id: answered.id, version: answered.version }
  const answerText = 'Отправлена выгрузка данных на рабочую почту.'
  await answerSubjectRequest.answer({ ...command, state: 'answered', answerText })

  world.moveTo(startOfDay - 3 * DAY + 12 * HOUR)
  await registerSubjectRequest.handle({
    ...{ ...common, kind: 'correction', personId: second, receivedBy: 'paper' },
    ...{ receivedOn: clock.today(DEMO_ZONE), requestText: 'Прошу исправить должность и телефон.' },
  })
  world.moveTo(now)
}
