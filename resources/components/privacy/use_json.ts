import { ref, shallowRef } from 'vue'

/** Something of the server's that a part of a page shows, fetched when the part asks for it. */
export function useJson<Answer>() {
  const answer = shallowRef<Answer>()
  const isFailed = ref(false)

  async function load(address: string) {
    isFailed.value = false
    try {
      const response = await fetch(address, { headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(response.statusText)
      answer.value = (await response.json()) as Answer
    } catch {
      isFailed.value = true
    }
  }

  return { answer, isFailed, load }
}
