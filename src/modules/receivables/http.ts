import type { Route } from '#platform/http/route.ts'

/** The routes of this module. */
export const routes: readonly Route[] = []
