import { dayFrom } from '#database/demo/demo_time'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'
import { moveServiceReview } from '#reporting/actions/move_service_review'
import { saveServiceReview } from '#reporting/actions/save_service_review'

type Review = [
  client: string,
  who: string,
  plannedIn: number,
  held: boolean,
  agenda: string,
  minutes: string | null,
]

const REVIEWS: Review[] = [
  [
    'ROMASHKA',
    'fadeev',
    -14,
    true,
    'Сроки за месяц, печать в магазинах.',
    'Сроки держим; по печати нужен запас картриджей.',
  ],
  ['LINDENHOF', 'brandt', -12, true, 'Service levels, new laptops.', null],
  ['TSP', 'chernov', -3, false, 'Сроки и доступы.', null],
  ['ROMASHKA', 'fadeev', 20, false, 'Следующий обзор.', null],
]
const PERIOD = 45

/** Service reviews: held with their figures, overdue, and to come. */
export async function seedReviews(world: World) {
  const { id: personId, actor } = world.person('kalinina')
  const principal = (await loadPrincipal(actor.userId!))!
  for (const [client, who, plannedIn, isHeld, agenda, minutes] of REVIEWS) {
    const day = (days: number) => dayFrom(world.day.today, days)
    const review = await saveServiceReview.handle({
      ...{ actor, reviewId: null },
      values: {
        ...{ agenda, minutes, decisions: null, intervalMonths: 3, serviceIds: [] },
        ...{ agreementIds: [], participantIds: [personId, world.person(who).id] },
        organisationId: named(world.organisations, client),
        ...{ periodFrom: day(plannedIn - PERIOD), periodTo: day(plannedIn - 1) },
        plannedOn: day(plannedIn),
      },
    })
    if (!isHeld) continue
    const command = { actor, id: review.id, version: 1 }
    await moveServiceReview.hold(command, principal, day(plannedIn))
  }
}
