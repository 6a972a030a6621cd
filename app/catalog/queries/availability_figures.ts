/** What service managers ask of measured time, for the domains above. */
export { figuresOf, type AvailabilityFigures } from '#catalog/workflow/availability'
