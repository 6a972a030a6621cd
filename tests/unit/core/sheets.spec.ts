import { UPLOADS } from '#config/uploads'
import { typeOfFile, ZIP_LIMITS } from '#core/file_type'
import { cellText } from '#core/sheets/cell'
import { delimiterOf } from '#core/sheets/read_csv'
import { describeTable, readTable } from '#core/sheets/read_table'
import { isDateFormat } from '#core/sheets/xlsx_parts'
import { columnOf, dateText } from '#core/sheets/xlsx_values'
import { detectEncoding } from '#core/text_encoding'
import { UnsoundZip, ZipFile } from '#core/zip_file'
import { csvOf, fileOf, workbookOf, workbookParts, zipOf } from '#tests/helpers/spreadsheets'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

type Rows = { row: number; cells: Record<string, unknown> }[]

async function rowsOf(path: string, type: 'xlsx' | 'csv', sheet = ''): Promise<Rows> {
  const rows: Rows = []
  for await (const { row, cells } of readTable({ path, type }, sheet)) {
    rows.push({ row, cells: Object.fromEntries(cells) })
  }
  return rows
}

const WINDOWS_1251: Record<string, number> = Object.fromEntries(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ])
)
const inWindows = (text: string) => Buffer.from([...text].map((sign) => WINDOWS_1251[sign]!))
const inUtf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

test.group('Text of a file', () => {
  test('is told by its content: {name}')
    .with([
      { name: 'UTF-8', bytes: Buffer.from('имя'), is: 'utf-8' },
      { name: 'UTF-8 with a mark', bytes: Buffer.from('\uFEFFимя'), is: 'utf-8' },
      { name: 'UTF-16', bytes: inUtf16('имя'), is: 'utf-16le' },
      { name: 'UTF-16, big end first', bytes: inUtf16('имя').swap16(), is: 'utf-16be' },
      { name: 'Windows-1251', bytes: inWindows('Имя;Почта'), is: 'windows-1251' },
      { name: 'a NUL', bytes: Buffer.from('a\0b'), is: null },
      { name: 'control characters', bytes: Buffer.from('a\u0001b'), is: null },
    ])
    .run(({ assert }, { bytes, is }) => assert.equal(detectEncoding(bytes), is))

  test('delimiters count outside of quotes', ({ assert }) => {
    assert.equal(delimiterOf('a;b\n"1,2,3,4";2'), ';')
    assert.equal(delimiterOf('a,b,c\n1,2,3'), ',')
    assert.equal(delimiterOf('a\tb\n1,5\t2'), '\t')
    assert.equal(delimiterOf('name'), ';')
  })
})

test.group('Reading a CSV file', () => {
  const text = 'Имя;Почта\r\nАнна;a@example.org\r\n\r\n"Бо;б";b@example.org'

  test('in {name}')
    .with([
      { name: 'UTF-8', content: Buffer.from(text) },
      { name: 'UTF-8 with a mark', content: Buffer.from(`\uFEFF${text}`) },
      { name: 'UTF-16', content: inUtf16(text) },
      { name: 'Windows-1251', content: inWindows(text) },
    ])
    .run(async ({ assert, cleanup }, { content }) => {
      const path = await fileOf(content, cleanup)
      assert.equal(await typeOfFile(path), 'csv')
      assert.deepEqual(await rowsOf(path, 'csv'), [
        { row: 2, cells: { Имя: 'Анна', Почта: 'a@example.org' } },
        { row: 4, cells: { Имя: 'Бо;б', Почта: 'b@example.org' } },
      ])
    })

  test('a heading that comes again gets its number, one that is empty is not read', async ({
    assert,
    cleanup,
  }) => {
    const path = await fileOf(
      csvOf([
        ['Phone', '', 'Phone'],
        ['1', '2', '3', '4'],
      ]),
      cleanup
    )
    const [sheet] = await describeTable({ path, type: 'csv' })
    assert.deepEqual(sheet, { name: '', headings: ['Phone', 'Phone (2)'], samples: [['1'], ['3']] })
  })

  test('a quote that is never closed is refused, not swallowed', async ({ assert, cleanup }) => {
    const lines = Array.from({ length: 20_000 }, (_, n) => [String(n), 'value value'])
    const path = await fileOf(csvOf([['A', 'B'], ['"open', 'x'], ...lines]), cleanup)
    await assert.rejects(() => rowsOf(path, 'csv'), 'imports.refusals.unsound_table')
  })

  test('headings alone are no table', async ({ assert, cleanup }) => {
    const path = await fileOf(csvOf([['A', 'B']]), cleanup)
    await assert.rejects(() => describeTable({ path, type: 'csv' }), 'imports.refusals.empty_table')
  })
})

test.group('Reading a workbook', () => {
  test('dates, numbers, results of formulas, texts in several styles', async ({
    assert,
    cleanup,
  }) => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('Люди')
    sheet.addRow(['Date', 'Moment', 'Phone', 'Sum', 'Flag', 'Error', 'Rich', 'Share'])
    sheet.addRow([
      new Date('2024-02-29T00:00:00Z'),
      new Date('2024-02-29T10:30:00Z'),
      79161234567,
      { formula: 'A1+1', result: 42 },
      true,
      { error: '#N/A' },
      { richText: [{ text: 'Ан' }, { font: { bold: true }, text: 'на' }] },
      0.5,
    ])
    const path = await fileOf(Buffer.from(await workbook.xlsx.writeBuffer()), cleanup)
    assert.equal(await typeOfFile(path), 'xlsx')
    const [row] = await rowsOf(path, 'xlsx', 'Люди')
    assert.deepEqual(row, {
      row: 2,
      cells: {
        Date: '2024-02-29',
        Moment: '2024-02-29T10:30:00',
        Phone: 79161234567,
        Sum: 42,
        Flag: true,
        Error: { error: '#N/A' },
        Rich: 'Анна',
        Share: 0.5,
      },
    })
  })

  test('no letter is lost where two pieces of the file meet', async ({ assert, cleanup }) => {
    const names = Array.from({ length: 5_000 }, (_, n) => `Щукин Пётр №${n}${'ю'.repeat(n % 7)}`)
    const rows = [['Имя'], ...names.map((name) => [name])]
    const path = await fileOf(await workbookOf(rows), cleanup)
    const read = await rowsOf(path, 'xlsx', 'People')
    assert.deepEqual(
      read.map(({ cells }) => cells['Имя']),
      names
    )
  })

  test('texts in the cells themselves, cells and rows without a number', async ({
    assert,
    cleanup,
  }) => {
    const xml = `<worksheet><sheetData><row><c t="inlineStr"><is><t>Name</t></is></c><c t="str"><v>Age</v></c></row>
      <row><c t="inlineStr"><is><r><t>An</t></r><r><t>na</t></r></is></c><c><v>41</v></c></row></sheetData></worksheet>`
    const path = await fileOf(zipOf(workbookParts(Buffer.from(xml))), cleanup)
    assert.deepEqual(await rowsOf(path, 'xlsx', 'One'), [
      { row: 2, cells: { Name: 'Anna', Age: 41 } },
    ])
  })

  test('values of a workbook', ({ assert }) => {
    assert.deepEqual(['A1', 'Z9', 'AA10', 'XFD1'].map(columnOf), [0, 25, 26, 16_383])
    assert.equal(dateText(45_351, false), '2024-02-29')
    assert.equal(dateText(43_889, true), '2024-02-29')
    assert.isTrue(isDateFormat('dd.mm.yyyy'))
    assert.isTrue(isDateFormat('[h]:mm'))
    assert.isFalse(isDateFormat('#,##0.00 "days"'))
    assert.isFalse(isDateFormat('[Red]0.00'))
    assert.isFalse(isDateFormat('General'))
    assert.equal(cellText(1e21), '1000000000000000000000')
  })
})

test.group('A zip that is made to harm', () => {
  test('that says how much it unpacks to is not opened', async ({ assert, cleanup }) => {
    const sheet = Buffer.from('<worksheet/>')
    const claimed = UPLOADS.maxUnpackedBytes + 1
    const path = await fileOf(zipOf(workbookParts(sheet, claimed)), cleanup)
    await assert.rejects(() => typeOfFile(path), 'imports.refusals.unsound_workbook')
  })

  test('that lies about it is dropped while it is read', async ({ assert, cleanup }) => {
    const sheet = Buffer.alloc(2_000_000, ' ')
    const path = await fileOf(zipOf(workbookParts(sheet, 100)), cleanup)
    const zip = await ZipFile.open(path, ZIP_LIMITS)
    cleanup(() => zip.close())
    let length = 0
    const read = async () => {
      for await (const text of zip.text('xl/worksheets/one.xml')) length += text.length
    }
    await assert.rejects(read, UnsoundZip)
    assert.isBelow(length, 100_000)
  })

  test('that unpacks to too much only with all its parts is not opened', async ({
    assert,
    cleanup,
  }) => {
    const parts = ['one', 'two', 'three'].map((name) => ({ name, content: Buffer.alloc(400) }))
    const path = await fileOf(zipOf(parts), cleanup)
    const limits = { ...ZIP_LIMITS, maxUnpackedBytes: 1_000 }
    await assert.rejects(() => ZipFile.open(path, limits), 'unpacks to too much')
  })

  test('with a name that leads out of it is not opened', async ({ assert, cleanup }) => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'xl/../../a', 'C:/a']) {
      const path = await fileOf(zipOf([{ name, content: Buffer.from('a') }]), cleanup)
      await assert.rejects(() => ZipFile.open(path, ZIP_LIMITS), UnsoundZip)
    }
  })

  test('with more entries than any workbook has is not opened', async ({ assert, cleanup }) => {
    const parts = Array.from({ length: UPLOADS.maxZipEntries + 1 }, (_, n) => ({
      name: `part${n}`,
      content: Buffer.alloc(1),
    }))
    const path = await fileOf(zipOf(parts), cleanup)
    await assert.rejects(() => ZipFile.open(path, ZIP_LIMITS), UnsoundZip)
  })

  test('cut off in the middle is not opened', async ({ assert, cleanup }) => {
    const whole = await workbookOf([['A'], ['1']])
    const path = await fileOf(whole.subarray(0, whole.length - 200), cleanup)
    await assert.rejects(() => typeOfFile(path), 'imports.refusals.unsound_workbook')
  })
})
