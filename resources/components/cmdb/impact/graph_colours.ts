export type GraphColours = {
  text: string
  muted: string
  line: string
  surface: string
  raised: string
  down: string
  degraded: string
  accent: string
}

const VARIABLES: Record<keyof GraphColours, string> = {
  text: '--ui-text-highlighted',
  muted: '--ui-text-muted',
  line: '--ui-text-dimmed',
  surface: '--ui-bg',
  raised: '--ui-bg-elevated',
  down: '--ui-error',
  degraded: '--ui-warning',
  accent: '--ui-primary',
}

/** The page's colours of the moment as the canvas library reads them. */
export function graphColours(): GraphColours {
  const style = getComputedStyle(document.documentElement)
  const toRgb = rgbReader()
  const entries = Object.entries(VARIABLES).map(([name, variable]) => [
    name,
    toRgb(style.getPropertyValue(variable)),
  ])
  return Object.fromEntries(entries) as GraphColours
}

/** The library knows rgb only; painting a pixel turns any colour of CSS into it. */
function rgbReader() {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  return (colour: string) => {
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
    return `rgb(${red}, ${green}, ${blue})`
  }
}
