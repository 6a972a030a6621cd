import { CiHealthSettingSchema } from '#database/schema'

export default class CiHealthSetting extends CiHealthSettingSchema {}
