import type { TimePanel } from '#billing/queries/time_panel'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Time logged on a ticket, as its page shows it. */
export default class TimePanelTransformer extends BaseTransformer<TimePanel> {
  toObject() {
    const { entries, totalMinutes, billableMinutes, workTypes, nonBillableReasons, canLog } =
      this.resource
    return {
      ...{ entries, totalMinutes, billableMinutes, workTypes, canLog },
      nonBillableReasons: [...nonBillableReasons],
    }
  }
}
