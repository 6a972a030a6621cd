import { numbered, serialOf } from '#database/demo/items/define_item'

/** Files of the story as a spreadsheet program writes them. */
const table = (rows: string[][]) => rows.map((row) => row.join(';')).join('\r\n')

/** The client's stock list of monitors; a site nobody knows and a monitor listed twice stay out. */
export const MONITORS = {
  fileName: 'Мониторы ТСП, инвентаризация.csv',
  template: 'Инвентаризация из 1С',
  ...{ organisation: 'TSP', classCode: 'monitor' },
  text: table([
    ['Название', 'Серийный номер', 'Производитель', 'Модель', 'Площадка', 'Диагональ'],
    ...numbered('tsp-hq-mon', 6).map((name, at) =>
      at < 4
        ? [name, serialOf(name), 'AOC', '24P3', 'Офис на Ленинградском шоссе', '23,8']
        : [name, serialOf(name), 'Philips', '27B1U5601H', 'Офис на Ленинградском шоссе', '27']
    ),
    ['tsp-myt-mon01', serialOf('tsp-myt-mon01'), 'AOC', '24P3', 'Стройплощадка Мытищи', '23,8'],
    ['tsp-him-mon01', serialOf('tsp-him-mon01'), 'AOC', '24P3', 'Склад Химки', '23,8'],
    ['tsp-hq-mon01', serialOf('tsp-hq-mon01'), 'AOC', '24P3', '', '23,8'],
  ]),
}

/** Telephones of the Berlin office that somebody looks through before they go in. */
export const TELEPHONES = {
  fileName: 'berlin-telephones.csv',
  template: null,
  ...{ organisation: 'LINDENHOF', classCode: 'phone_ip' },
  text: table([
    ['Name', 'Serial number', 'Vendor', 'Model', 'Site', 'Extension'],
    ['ber-tel01', serialOf('ber-tel01'), 'Yealink', 'T46U', 'Berlin head office', '101'],
    ...numbered('ber-tel', 5)
      .slice(1)
      .map((name, at) => [
        ...[name, serialOf(name), 'Yealink', 'T43U', 'Berlin head office', String(102 + at)],
      ]),
    ['ber-tel06', serialOf('ber-tel06'), 'Yealink', 'T43U', 'Berlin annex', '106'],
  ]),
}
