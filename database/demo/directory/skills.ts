/** What the provider's people can do, 1 to 3. */
export const SKILLS: Record<string, Record<string, number>> = {
  '1С:Предприятие': { ryabova: 3, nasyrov: 3, vlasova: 2, kuzmin: 1 },
  'Active Directory': { melnik: 3, lebedeva: 2, gromova: 2, sokolov: 2 },
  'Linux': { sokolov: 3, melnik: 3, tikhonov: 2 },
  'Английский язык': { vogel: 3, ershov: 2, sokolov: 2 },
  'Немецкий язык': { vogel: 3 },
  'Кассовое оборудование': { zhukov: 3, belov: 2 },
  'Печатная техника': { belov: 3, zhukov: 2, kuzmin: 2 },
  'Почтовые системы': { melnik: 2, gromova: 2, lebedeva: 1 },
  'Сети и Wi-Fi': { tikhonov: 3, sokolov: 2, belov: 1 },
  'Виртуализация VMware': { sokolov: 3, melnik: 2 },
}
