import { ClockRecalculationSchema } from '#database/schema'

/** One going-over of an agreement's open clocks after an edit (§3.3.10): how far it is. */
export default class ClockRecalculation extends ClockRecalculationSchema {
  get isUnderWay() {
    return this.state === 'queued' || this.state === 'running'
  }
}
