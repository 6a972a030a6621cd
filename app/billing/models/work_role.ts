/** What somebody works as; it belongs to the rates contracts draw on. */
export { default } from '#contracts/models/work_role'
