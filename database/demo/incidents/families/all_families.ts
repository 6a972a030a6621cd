import type { Family } from '#database/demo/incidents/define_family'
import { EN_BUSINESS } from '#database/demo/incidents/families/en_business'
import { EN_OFFICE } from '#database/demo/incidents/families/en_office'
import { RU_ACCESS } from '#database/demo/incidents/families/ru_access'
import { RU_BUSINESS } from '#database/demo/incidents/families/ru_business'
import { RU_MAIL } from '#database/demo/incidents/families/ru_mail'
import { RU_NETWORK } from '#database/demo/incidents/families/ru_network'
import { RU_PRINTING } from '#database/demo/incidents/families/ru_printing'
import { RU_SERVERS } from '#database/demo/incidents/families/ru_servers'
import { RU_SHOPS } from '#database/demo/incidents/families/ru_shops'
import { RU_WORKPLACE } from '#database/demo/incidents/families/ru_workplace'

export const FAMILIES: Family[] = [
  ...RU_WORKPLACE,
  ...RU_ACCESS,
  ...RU_PRINTING,
  ...RU_NETWORK,
  ...RU_MAIL,
  ...RU_BUSINESS,
  ...RU_SHOPS,
  ...RU_SERVERS,
  ...EN_OFFICE,
  ...EN_BUSINESS,
]
