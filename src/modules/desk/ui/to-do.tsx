import type { ReactNode } from 'react'
import { listTasks } from '#modules/dunning/api.ts'
import { useActionText, type Task } from '#modules/dunning/ui/index.ts'
import * as web from '#web/index.ts'
import { TaskDetail } from './task-detail.tsx'

/** Calls and checks of the day, the most money first; the chosen one is worked on at the right. */
export function ToDo({ empty }: { readonly empty: ReactNode }): ReactNode {
  const t = web.useText('desk')
  const { today } = web.useSession()
  const list = web.useList(listTasks, { query: { state: 'open', dueBy: today, sort: '-total' } })
  const { chosen, choose } = web.useChosen(list.rows.map(row => row.id))
  const task = list.rows.find(row => row.id === chosen)
  if (list.error) return <web.Problem error={list.error} />
  if (!list.loading && list.rows.length === 0) return empty
  return (
    <web.SplitPane
      queueLabel={t('tab.calls')}
      detailLabel={t('taskDetail')}
      onBack={() => choose(null)}
      queue={
        <>
          <web.Queue
            items={list.rows}
            keyOf={row => row.id}
            chosen={chosen}
            onChoose={choose}
            empty={null}
            row={row => <TaskRow task={row} />}
          />
          <web.More more={list.more} loading={list.loadingMore} />
        </>
      }
      detail={task ? <TaskDetail key={task.id} task={task} /> : null}
    />
  )
}

function TaskRow({ task }: { readonly task: Task }): ReactNode {
  const t = web.useText('desk')
  const action = useActionText()
  return (
    <web.QueueRow
      title={task.customer.name}
      side={
        <>
          <web.Amount value={task.total} round />
          <web.Lateness days={task.daysLate} />
        </>
      }
      reason={`${action(task.kind, task.script ?? undefined)} · ${t('invoices', { count: task.invoices.length })}`}
    />
  )
}
