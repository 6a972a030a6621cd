import { useHttp } from '@inertiajs/vue3'
import { onUnmounted, ref } from 'vue'

type Task = {
  state: string
  progressDone: number
  progressTotal: number
  name: string | null
  downloadUrl: string | null
  error: string | null
}
type Progress =
  | { step: 'idle' }
  | { step: 'working'; done: number; total: number }
  | { step: 'ready'; name: string; url: string }
  | { step: 'failed'; error: string | null }

const POLL_MS = 1000

/** Has a person's data collected in the background and tells how far it is. */
export function useExport(path: string) {
  const progress = ref<Progress>({ step: 'idle' })
  let timer: ReturnType<typeof setTimeout> | undefined

  async function make() {
    clearTimeout(timer)
    progress.value = { step: 'working', done: 0, total: 1 }
    try {
      const { url } = await useHttp<Record<string, never>, { url: string }>({}).post(path)
      await poll(url)
    } catch {
      fail(null)
    }
  }

  async function poll(url: string) {
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(response.statusText)
    const task: Task = await response.json()
    if (task.downloadUrl && task.name) {
      return void (progress.value = { step: 'ready', name: task.name, url: task.downloadUrl })
    }
    if (task.state === 'failed') return fail(task.error)
    progress.value = { step: 'working', done: task.progressDone, total: task.progressTotal }
    timer = setTimeout(() => void poll(url).catch(() => fail(null)), POLL_MS)
  }

  function fail(error: string | null) {
    progress.value = { step: 'failed', error }
  }

  onUnmounted(() => clearTimeout(timer))
  return { progress, make }
}
