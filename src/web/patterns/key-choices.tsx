import type { ReactNode } from 'react'
import { useShortcut } from '../shortcuts.ts'

export type KeyChoice<Id extends string> = { readonly id: Id; readonly label: string; readonly letter: string }

type KeyChoicesProps<Id extends string> = {
  readonly label: string
  readonly choices: readonly KeyChoice<Id>[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
}

/** A few answers, each a button and one letter of the keyboard: the outcomes of a call. */
export function KeyChoices<Id extends string>({ label, choices, value, onChange }: KeyChoicesProps<Id>): ReactNode {
  return (
    <div className="choices" role="group" aria-label={label}>
      {choices.map(choice => (
        <OneChoice key={choice.id} {...choice} pressed={choice.id === value} onPress={() => onChange(choice.id)} />
      ))}
    </div>
  )
}

/** The letter that does the same as the button it stands in. */
export function Key({ letter }: { readonly letter: string }): ReactNode {
  return (
    <kbd className="key" aria-hidden>
      {letter}
    </kbd>
  )
}

function OneChoice(props: {
  readonly label: string
  readonly letter: string
  readonly pressed: boolean
  readonly onPress: () => void
}): ReactNode {
  useShortcut(props.letter, props.label, props.onPress)
  return (
    <button type="button" className="choice" aria-pressed={props.pressed} onClick={props.onPress}>
      <Key letter={props.letter} />
      {props.label}
    </button>
  )
}
