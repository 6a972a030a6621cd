import { dayFrom } from '#database/demo/demo_time'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'
import { moveServiceReview } from '#reporting/actions/move_service_review'
import { saveServiceReview } from '#reporting/actions/save_service_review'

type Review = [
  client: string,
  who: string,
  plannedIn: number,
  reached: 'planned' | 'held' | 'closed',
  agenda: string,
  minutes: string | null,
]

const REVIEWS: Review[] = [
  [
    'ROMASHKA',
    'fadeev',
    -14,
    'closed',
    'Сроки за месяц, печать в магазинах.',
    'Сроки держим; по печати нужен запас картриджей.',
  ],
  ['LINDENHOF', 'brandt', -12, 'held', 'Service levels, new laptops.', null],
  ['TSP', 'chernov', -3, 'planned', 'Сроки и доступы.', null],
  ['ROMASHKA', 'fadeev', 20, 'planned', 'Следующий обзор.', null],
]
const PERIOD = 45

/** Service reviews: closed and held with their figures, overdue, and to come. */
export async function seedReviews(world: World) {
  const { id: personId, actor } = world.person('kalinina')
  const principal = (await loadPrincipal(actor.userId!))!
  for (const [client, who, plannedIn, reached, agenda, minutes] of REVIEWS) {
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
    if (reached === 'planned') continue
    const command = (version: number) => ({ actor, id: review.id, version })
    await moveServiceReview.hold(command(1), principal, day(plannedIn))
    if (reached === 'closed') await moveServiceReview.close(command(2))
  }
}
