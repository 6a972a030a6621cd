import { periodQuestions } from '#billing/actions/period_questions'
import BillingPeriod from '#billing/models/billing_period'
import { partsOfLine } from '#billing/queries/explain_charge'
import { periodBill } from '#billing/queries/period_bill'
import Contract from '#contracts/models/contract'
import { hoursInto } from '#database/demo/months'
import { named, type World } from '#database/demo/world'
import db from '@adonisjs/lucid/services/db'

const CONTRACT = 'ОС-2025/014'
const QUESTIONS = [
  {
    question: 'Почему на эту работу ушло больше двух часов? Мастер был у нас полчаса.',
    answer: 'В запись входит дорога до магазина: выезд оплачивается по договору вместе с работой.',
  },
  { question: 'Эту заявку мы отозвали. Прошу проверить, была ли работа.', answer: null },
]
const ASKED_AFTER_HOURS = 5 * 24 + 12

/** What the client wants to know of the month they review; the last question waits for its answer. */
export async function seedPeriodQuestions(world: World) {
  const contract = await Contract.query()
    .where('id', named(world.contracts, CONTRACT))
    .preload('agreement')
    .firstOrFail()
  const { startsOn } = await BillingPeriod.query()
    .where({ contractId: contract.id, state: 'client_review' })
    .firstOrFail()
  const month = startsOn.slice(0, 7)
  const bill = await periodBill(db.connection(), contract, month)
  const longest = partsOfLine(bill, 0).parts.toSorted((a, b) => b.rawMinutes - a.rawMinutes)
  const [client, manager] = [world.person('fadeev'), world.person('ershov')]
  for (const [index, { question, answer }] of QUESTIONS.entries()) {
    world.moveTo(hoursInto(world.day, month, ASKED_AFTER_HOURS + index))
    const asked = await periodQuestions.ask({
      ...{ actor: client.actor, personId: client.id, contractId: contract.id, month },
      ...{ position: 0, entryId: longest[index]!.entryId, question },
    })
    if (answer === null) continue
    world.moveTo(hoursInto(world.day, month, ASKED_AFTER_HOURS + 3))
    await periodQuestions.answer({
      ...{ actor: manager.actor, personId: manager.id, questionId: asked.id, answer },
    })
  }
}
