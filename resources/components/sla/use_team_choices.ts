import { shallowRef } from 'vue'

type Choice = { value: number; label: string }

/** The teams one may name, fetched once when a form asks for them. */
export function useTeamChoices() {
  const teams = shallowRef<Choice[]>([])

  async function load() {
    if (teams.value.length > 0) return
    const response = await fetch('/lookups/teams', { headers: { Accept: 'application/json' } })
    if (!response.ok) return
    const { options } = (await response.json()) as { options: Choice[] }
    teams.value = options.map(({ value, label }) => ({ value, label }))
  }

  return { teams, load }
}
