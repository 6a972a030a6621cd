import type { LookupOption } from '~/components/forms/LookupField.vue'
import { tabId, useDraft } from '~/composables/use_draft'
import { useLanguage } from '~/composables/use_language'
import { useForm } from '@inertiajs/vue3'
import { computed, ref } from 'vue'

type Start = {
  requester: LookupOption | null
  configurationItem: LookupOption | null
  isAgent: boolean
}

const TEXT_MIN = 3

/**
 * The form of a new incident. What is typed is kept per browser tab, so that two half-written
 * incidents do not overwrite each other and a reload loses nothing.
 */
export function useRegistration({ requester, configurationItem, isAgent }: Start) {
  const { t } = useLanguage()
  const empty = {
    requester,
    service: null as LookupOption | null,
    items: configurationItem ? [configurationItem] : [],
    team: null as LookupOption | null,
    categoryId: null as number | null,
    impact: 3,
    urgency: 2,
    channel: 'phone',
    title: '',
    description: '',
  }
  const { draft, clear, wasRestored } = useDraft(
    `incident:${tabId()}:${configurationItem?.value ?? ''}`,
    empty
  )
  const form = useForm<Record<string, string>>({})
  const touched = ref(new Set<string>())
  const isSent = ref(false)
  const isDirty = computed(
    () => !isSent.value && JSON.stringify(draft.value) !== JSON.stringify(empty)
  )

  const found = computed(() => {
    const { requester: who, title, description } = draft.value
    const errors: Record<string, string> = {}
    if (isAgent && !who) errors.requesterId = t('incidents.form.requester_missing')
    if (title.trim().length < TEXT_MIN) {
      errors.title = t('incidents.form.too_short', { min: TEXT_MIN })
    }
    if (description.trim().length < TEXT_MIN) {
      errors.description = t('incidents.form.too_short', { min: TEXT_MIN })
    }
    return errors
  })
  /** A field complains once it was left or the form was sent, then follows the typing. */
  const errors = computed<Partial<Record<string, string>>>(() => {
    const own = Object.entries(found.value).filter(([field]) => touched.value.has(field))
    return { ...form.errors, ...Object.fromEntries(own) }
  })

  function touch(field: string) {
    touched.value = new Set([...touched.value, field])
  }

  function body() {
    const { requester: who, service, items, team, ...plain } = draft.value
    return {
      ...plain,
      requesterId: who?.value,
      serviceId: service?.value ?? null,
      ciIds: items.map(({ value }) => value),
      ...(isAgent ? { teamId: team?.value ?? null } : { channel: undefined }),
    }
  }

  function submit() {
    form.clearErrors()
    touched.value = new Set(Object.keys(found.value))
    if (Object.keys(found.value).length > 0 || form.processing) return
    isSent.value = true
    form
      .transform(() => body() as never)
      .post('/incidents', {
        onSuccess: (page) => {
          if (page.component === 'tickets/incidents/show') clear()
          else isSent.value = false
        },
        onError: () => (isSent.value = false),
        onHttpException: () => void (isSent.value = false),
        onNetworkError: () => void (isSent.value = false),
      })
  }

  return { draft, clear, wasRestored, form, errors, touch, submit, isDirty }
}
