import { readHolidayFile } from '#calendars/workflow/holiday_file'
import { test } from '@japa/runner'

const dates = (text: string) => readHolidayFile(text).days.map(({ onDate }) => onDate)
const problems = (text: string) =>
  readHolidayFile(text).problems.map(({ line, code }) => `${line} ${code}`)

test.group('SLM-03 holidays out of a file', () => {
  test('of commas, with a header', ({ assert }) => {
    const text = [
      'date,kind,name,name_en,replaces',
      '2027-01-07,holiday,Рождество,Christmas',
      '2027-02-20,working_day,Рабочая суббота,,2027-02-22',
      '',
      '2027-02-22,,"Выходной, перенос"',
    ].join('\n')
    assert.deepEqual(readHolidayFile(text), {
      problems: [],
      days: [
        {
          ...{ onDate: '2027-01-07', kind: 'holiday', replacesOn: null },
          ...{ nameRu: 'Рождество', nameEn: 'Christmas' },
        },
        {
          ...{ onDate: '2027-02-20', kind: 'working_day', replacesOn: '2027-02-22' },
          ...{ nameRu: 'Рабочая суббота', nameEn: 'Рабочая суббота' },
        },
        {
          ...{ onDate: '2027-02-22', kind: 'holiday', replacesOn: null },
          ...{ nameRu: 'Выходной, перенос', nameEn: 'Выходной, перенос' },
        },
      ],
    })
  })

  test('of semicolons and Russian dates, with a byte order mark', ({ assert }) => {
    assert.deepEqual(dates('\uFEFF01.01.2027;holiday;Новый год\r\n07.01.2027;;Рождество\r\n'), [
      '2027-01-01',
      '2027-01-07',
    ])
  })

  test('of a calendar: folded lines, several days, kinds by category', ({ assert }) => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20271224',
      'DTEND;VALUE=DATE:20271225',
      'SUMMARY:Heilig',
      ' abend\\, halb',
      'CATEGORIES:half_day',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20271225',
      'DTEND;VALUE=DATE:20271227',
      'SUMMARY:Weihnachten',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n')
    const { days } = readHolidayFile(text)
    assert.deepEqual(
      days.map(({ onDate, kind, nameRu }) => [onDate, kind, nameRu]),
      [
        ['2027-12-24', 'half_day', 'Heiligabend, halb'],
        ['2027-12-25', 'holiday', 'Weihnachten'],
        ['2027-12-26', 'holiday', 'Weihnachten'],
      ]
    )
  })

  test('tells line by line what it cannot read', ({ assert }) => {
    const text = [
      '2027-02-30,holiday,No such day',
      '2027-03-01,party,Unknown',
      '2027-03-02,holiday,',
      '2027-03-03,holiday,Good',
      '2027-03-03,holiday,Again',
      `2027-03-04,holiday,${'x'.repeat(201)}`,
    ].join('\n')
    assert.deepEqual(problems(text), [
      '1 bad_date',
      '2 unknown_kind',
      '3 no_name',
      '5 date_twice',
      '6 name_too_long',
    ])
    assert.deepEqual(dates(text), ['2027-03-03'])
  })

  test('refuses what is empty or broken as a whole', ({ assert }) => {
    assert.deepEqual(problems(''), ['1 empty'])
    assert.deepEqual(problems('BEGIN:VCALENDAR\nEND:VCALENDAR'), ['1 empty'])
    assert.deepEqual(problems('2027-01-01,"holiday'), ['1 broken'])
  })
})
