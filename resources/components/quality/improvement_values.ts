import type { ImprovementPage } from '~/components/quality/types'

/** A form of an improvement: new, or as it stands. */
export function improvementValues(given: ImprovementPage | null) {
  return {
    title: given?.title ?? '',
    description: given?.description ?? '',
    serviceId: given?.service?.id ?? null,
    expectedBenefit: given?.expectedBenefit ?? '',
    effort: (given?.effort ?? null) as number | null,
    value: (given?.value ?? null) as number | null,
    ownerId: given?.owner?.id ?? null,
    dueOn: given?.dueOn ?? '',
  }
}

export type ImprovementValues = ReturnType<typeof improvementValues>

/** As the server takes it: nothing where nothing was typed. */
export function improvementInput(values: ImprovementValues) {
  return {
    ...values,
    expectedBenefit: values.expectedBenefit || null,
    dueOn: values.dueOn || null,
  }
}
