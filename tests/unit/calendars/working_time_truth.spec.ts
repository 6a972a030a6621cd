import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'
import { DateTime } from 'luxon'
import { workingTime } from '#calendars/queries/working_time'
import type { WorkingCalendar } from '#calendars/queries/working_time'

type Input = {
  start?: string
  end?: string
  at?: string
  minutes?: number
  pauses?: [string, string | null][]
}
type TruthCase = {
  id: string
  operation: 'between' | 'add' | 'sub' | 'next' | 'slaDue' | 'slaElapsed'
  calendar: string
  input: Input
  note: string
  expected: number | string | null
}

const file = new URL('../../truth/calendar.json', import.meta.url)
const truth: { calendars: Record<string, WorkingCalendar>; cases: TruthCase[] } = JSON.parse(
  readFileSync(file, 'utf8')
)

test.group('SLM-03 working time agrees with the truth cases', () => {
  test('{id} {operation} on {calendar}: {note}')
    .with(truth.cases)
    .run(({ assert }, truthCase) => {
      const expected =
        typeof truthCase.expected === 'string' ? ms(truthCase.expected) : truthCase.expected
      assert.strictEqual(answer(truthCase), expected)
    })

  test('the file still holds all its cases', ({ assert }) => {
    assert.lengthOf(truth.cases, 238)
  })
})

function answer({ operation, calendar, input }: TruthCase): number | null {
  const definition = truth.calendars[calendar]
  if (!definition) throw new Error(`No calendar ${calendar}`)
  const time = workingTime(definition)
  const minutes = input.minutes ?? 0
  const pauses = (input.pauses ?? []).map(([from, to]) => ({
    from: ms(from),
    to: to === null ? null : ms(to),
  }))

  switch (operation) {
    case 'between':
      return time.between(ms(input.start), ms(input.end))
    case 'add':
      return time.add(ms(input.start), minutes)
    case 'sub':
      return time.subtract(ms(input.end), minutes)
    case 'next':
      return time.next(ms(input.at))
    case 'slaDue':
      return time.dueAt(ms(input.start), minutes, pauses)
    case 'slaElapsed':
      return time.elapsed(ms(input.start), ms(input.at), pauses)
    default:
      return operation satisfies never
  }
}

function ms(iso: string | undefined): number {
  return DateTime.fromISO(iso ?? 'missing').toMillis()
}
