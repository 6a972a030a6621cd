import { ClockPauseSchema } from '#database/schema'

export default class ClockPause extends ClockPauseSchema {}
