import { useState, type ReactNode } from 'react'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { testMail } from '../api.ts'

type Tested = Answer<typeof testMail>

/** Settings: sends a test message to oneself and says what the mail server answered. */
export function MailTest(): ReactNode {
  const t = web.useText('messages')
  const { email } = web.useSession()
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const [to, setTo] = useState(email)
  const [picked, setPicked] = useState<string | null>(null)
  const [tested, setTested] = useState<Tested | null>(null)
  const test = web.useAct(testMail, { after: setTested, quiet: true })
  const creditor = picked ?? creditors[0]?.id
  return (
    <web.Section title={t('test.title')}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          setTested(null)
          if (creditor !== undefined) test.mutate({ body: { to, creditor } })
        }}
      >
        <p className="soft">{t('test.hint')}</p>
        <div className="form-row">
          <NativeSelect
            label={t('test.from')}
            value={creditor ?? ''}
            onChange={event => setPicked(event.currentTarget.value)}
            data={creditors.map(one => ({ value: one.id, label: one.name }))}
          />
          <TextInput
            label={t('test.to')}
            type="email"
            required
            value={to}
            onChange={event => setTo(event.currentTarget.value)}
          />
          <Button type="submit" loading={test.isPending} disabled={creditor === undefined}>
            {t('test.send')}
          </Button>
        </div>
        {test.error && <web.Problem error={test.error} />}
        {tested && (
          <div role="status" className="stack">
            <div className="line">
              <web.Tag tone={tested.state === 'sent' ? 'received' : 'refused'}>{t(`state.${tested.state}`)}</web.Tag>
              {t(`test.${tested.transport}`)}
            </div>
            <web.TextPaper text={tested.reply} />
          </div>
        )}
      </form>
    </web.Section>
  )
}
