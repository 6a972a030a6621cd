import { workingTime } from '#calendars/queries/working_time'
import { demoDay } from '#database/demo/demo_time'
import { ORGANISATIONS } from '#database/demo/directory/organisations'
import { FAMILIES } from '#database/demo/incidents/families/all_families'
import { finishedPlans } from '#database/demo/incidents/finished_plans'
import { openPlans } from '#database/demo/incidents/open_plans'
import { ALL_ITEMS } from '#database/demo/items/all_items'
import { CALENDARS } from '#database/demo/service_levels/calendars'
import { TICKET_CATEGORIES } from '#database/reference/ticket_categories'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

const DAY = demoDay('2026-06-17')
const INN_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8]

/** Hours of the months of a 40-hour week (domain §3.8). */
const NORMS: Record<string, number[]> = {
  2025: [136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176],
  2026: [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176],
}

test.group('The story of the demonstration', () => {
  test('is the same whenever it is told for the same day', ({ assert }) => {
    const tell = () => [...finishedPlans(80, DAY.startOfDay), ...openPlans(DAY.now)]
    assert.deepEqual(tell(), tell())
  })

  test('has every finished incident over before the day begins, step after step', ({ assert }) => {
    for (const { openedAt, steps } of finishedPlans(369, DAY.startOfDay)) {
      const times = [openedAt, ...steps.map(({ at }) => at)]
      assert.deepEqual(
        times,
        [...new Set(times)].sort((a, b) => a - b)
      )
      const work = steps.filter(({ step }) => step.kind === 'resolve' || step.kind === 'cancel')
      assert.isAtLeast(work.length, 1)
      assert.isBelow(work.at(-1)!.at, DAY.startOfDay)
    }
  })

  test('brings most work on Mondays and hardly any on Sundays', ({ assert }) => {
    const days = finishedPlans(369, DAY.startOfDay).map(
      ({ openedAt }) => DateTime.fromMillis(openedAt, { zone: 'Europe/Moscow' }).weekday
    )
    const on = (weekday: number) => days.filter((day) => day === weekday).length
    for (const weekday of [2, 3, 4, 5, 6, 7]) assert.isAbove(on(1), on(weekday))
    assert.isBelow(on(7), 12)
  })

  test('leaves incidents of every state on the desk, none of them begun in the future', ({
    assert,
  }) => {
    for (const now of ['2026-06-17T15:00', '2026-06-14T04:00', '2026-01-05T23:30']) {
      const at = DateTime.fromISO(now, { zone: 'Europe/Moscow' }).toMillis()
      const plans = openPlans(at)
      assert.isAtLeast(plans.length, 25)
      for (const { openedAt, steps } of plans) {
        assert.isBelow(openedAt, at)
        for (const step of steps) assert.isBelow(step.at, at)
      }
    }
  })

  test('tells of categories, items and words that exist', ({ assert }) => {
    const categories = TICKET_CATEGORIES.flatMap(({ code, children = [] }) => [
      code,
      ...children.map((child) => child.code),
    ])
    const names = ALL_ITEMS.map(({ name }) => name)
    for (const { category, shared = [], cases } of FAMILIES) {
      assert.include(categories, category)
      assert.includeMembers(names, shared)
      for (const { fixes } of cases) for (const [, text] of fixes) assert.isAtLeast(text.length, 10)
    }
    for (const { title, description } of finishedPlans(369, DAY.startOfDay)) {
      assert.notMatch(`${title} ${description}`, /[{}]|undefined/)
    }
  })
})

test.group('The facts of the demonstration', () => {
  test('SLM-03 the Russian calendars work the official hours of {$self}')
    .with(['2025', '2026'] as const)
    .run(({ assert }, year) => {
      for (const code of ['ru-vladivostok-5x8', 'ru-yekaterinburg-5x8']) {
        const { timeZone, week, exceptions } = CALENDARS.find((seed) => seed.code === code)!
        const time = workingTime({ timeZone, week, exceptions })
        const hours = NORMS[year]!.map((_, at) => {
          const start = DateTime.fromObject(
            { year: Number(year), month: at + 1 },
            { zone: timeZone }
          )
          return time.between(start.toMillis(), start.plus({ months: 1 }).toMillis()) / 60
        })
        assert.deepEqual(hours, NORMS[year])
      }
    })

  test('the Russian companies have tax numbers that add up', ({ assert }) => {
    const numbers = ORGANISATIONS.filter(({ locale }) => locale === 'ru').map(
      ({ taxNumber }) => taxNumber!
    )
    assert.isAtLeast(numbers.length, 7)
    for (const number of numbers) {
      const sum = INN_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
      assert.equal((sum % 11) % 10, Number(number[9]), number)
    }
  })
})
