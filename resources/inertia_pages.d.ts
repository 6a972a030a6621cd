import '@adonisjs/inertia/types'

/**
 * The types of routes lead from the pages to the controllers. Those are checked with the server,
 * where a page's props are unknown, because the framework's types know transformed rows only at the
 * top of the props; so any page goes here too.
 */
declare module '@adonisjs/inertia/types' {
  export interface InertiaPages {
    [page: string]: any
  }
}
