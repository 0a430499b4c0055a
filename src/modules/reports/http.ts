import { FileAnswer } from '#platform/http/file.ts'
import { readCursor, writeCursor } from '#platform/http/cursor.ts'
import { route, type Route } from '#platform/http/route.ts'
import { ok } from '#kernel/result.ts'
import * as api from './api.ts'
import { agedBalance, agedTrend, agesToJson, exportAged } from './run.ts'

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.readAged, async ({ app, actor }, { query: { cursor, limit, ...query } }) => {
    const start = cursor === undefined ? ok([0]) : readCursor(cursor, 1)
    if (!start.ok) return start
    const balance = await agedBalance(app, actor, query)
    if (!balance.ok) return balance
    const { asOf, by, totals, rows } = balance.value
    const first = Number(start.value[0])
    const items = rows.slice(first, first + limit).map(row => {
      return { ...agesToJson(row), id: row.id, name: row.name, ref: row.ref, items: row.items }
    })
    const next = rows.length > first + limit ? writeCursor([first + limit]) : null
    return ok({ asOf, by, totals: totals.map(agesToJson), items, next, count: rows.length })
  }),
  route(api.exportAged, async ({ app, actor }, { query: { format, ...query } }) => {
    const file = await exportAged(app, actor, query, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readAgedTrend, async ({ app, actor }, { query: { asOf = actor.today, ...filter } }) => {
    return ok({ items: await agedTrend(app, actor, asOf, filter) })
  }),
]
