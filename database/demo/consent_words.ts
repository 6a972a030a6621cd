/** A consent to mailings, short enough to be read. */
export const DEMO_CONSENT = {
  textRu: [
    'Я даю согласие на обработку моих персональных данных: имени и адреса электронной почты.',
    'Цель: рассылки о работе службы поддержки и опросы о её качестве.',
    'Действия: запись, хранение, использование, удаление; с использованием средств автоматизации.',
    'Срок: до отзыва согласия. Отозвать его можно письмом оператору.',
  ].join('\n'),
  textEn: [
    'I agree to the processing of my personal data: name and e-mail address.',
    'Purpose: mailings about the service desk and surveys of its quality.',
    'Acts: recording, keeping, using, deleting; by automated means.',
    'Term: until the consent is revoked. It is revoked by a letter to the operator.',
  ].join('\n'),
}
