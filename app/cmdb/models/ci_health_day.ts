import { CiHealthDaySchema } from '#database/schema'

export default class CiHealthDay extends CiHealthDaySchema {}
