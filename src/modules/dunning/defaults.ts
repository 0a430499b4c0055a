import type { Scenario, Step } from './model.ts'

// The default procedures of good practice, one per segment. Amounts are euro cents, days count from the due date unless
// they count from the issue of the invoice. A step with afterDays never opens a procedure: nobody starts with a notice.

const CHECK_AT_3 = (from: number): Step => ({
  code: 'f+3',
  from: 'issue',
  day: 3,
  action: 'call',
  template: 'courtesy-call',
  minTotal: from,
})

const LARGE: Scenario = {
  code: 'large',
  name: 'Grand compte',
  minTotal: 5000,
  minGapDays: 3,
  businessDays: true,
  steps: [
    CHECK_AT_3(500_000),
    { code: 'd-7', from: 'due', day: -7, action: 'email', template: 'large-preventive', approval: true },
    { code: 'd+1', from: 'due', day: 1, action: 'call', template: 'first-call' },
    { code: 'd+8', from: 'due', day: 8, action: 'email', template: 'large-reminder', approval: true },
    { code: 'd+15', from: 'due', day: 15, action: 'call', template: 'decision-maker-call' },
    {
      code: 'd+22',
      from: 'due',
      day: 22,
      action: 'letter',
      template: 'large-formal',
      registered: true,
      afterDays: 5,
      approval: true,
    },
    { code: 'd+30', from: 'due', day: 30, action: 'legal', template: 'hand-off', afterDays: 8, approval: true },
  ],
}

const SMALL: Scenario = {
  code: 'small',
  name: 'Petite entreprise',
  minTotal: 1500,
  minGapDays: 3,
  businessDays: true,
  steps: [
    CHECK_AT_3(150_000),
    { code: 'd-5', from: 'due', day: -5, action: 'email', template: 'firm-preventive' },
    {
      code: 'd+1',
      from: 'due',
      day: 1,
      action: 'call',
      template: 'first-call',
      minTotal: 150_000,
      otherwise: { action: 'email', template: 'firm-courtesy' },
    },
    { code: 'd+8', from: 'due', day: 8, action: 'email', template: 'firm-charges' },
    { code: 'd+15', from: 'due', day: 15, action: 'call', template: 'second-call' },
    { code: 'd+22', from: 'due', day: 22, action: 'letter', template: 'firm-formal', registered: true, afterDays: 5 },
    { code: 'd+30', from: 'due', day: 30, action: 'legal', template: 'hand-off', afterDays: 8 },
  ],
}

const PRIVATE: Scenario = {
  code: 'private',
  name: 'Particulier',
  minTotal: 1000,
  minGapDays: 5,
  businessDays: true,
  steps: [
    { code: 'd-5', from: 'due', day: -5, action: 'email', template: 'person-preventive' },
    { code: 'd+5', from: 'due', day: 5, action: 'email', template: 'person-courtesy' },
    { code: 'd+15', from: 'due', day: 15, action: 'letter', template: 'person-letter', afterDays: 5 },
    {
      code: 'd+30',
      from: 'due',
      day: 30,
      action: 'letter',
      template: 'person-formal',
      registered: true,
      afterDays: 8,
      approval: true,
    },
  ],
}

// Book XIX of the code of economic law: the first reminder is free, then fourteen days untouched, counted from the
// third working day after posting or the day after an e-mail; nineteen days hold both, whatever the week.
const PRIVATE_BE: Scenario = {
  code: 'private-be',
  name: 'Particulier, Belgique',
  minTotal: 1000,
  minGapDays: 5,
  businessDays: true,
  steps: [
    { code: 'd+1', from: 'due', day: 1, action: 'email', template: 'be-person-first' },
    {
      code: 'd+30',
      from: 'due',
      day: 30,
      action: 'letter',
      template: 'be-person-formal',
      registered: true,
      afterDays: 19,
      approval: true,
    },
  ],
}

const PUBLIC_START: readonly Step[] = [
  { code: 'f+3', from: 'issue', day: 3, action: 'check-platform', template: 'check-platform' },
  { code: 'd+1', from: 'due', day: 1, action: 'email', template: 'public-reminder' },
  { code: 'd+15', from: 'due', day: 15, action: 'letter', template: 'public-interest', afterDays: 5 },
]

const PUBLIC: Scenario = {
  code: 'public',
  name: 'Organisme public',
  minTotal: 1500,
  minGapDays: 5,
  businessDays: true,
  steps: [
    ...PUBLIC_START,
    { code: 'd+45', from: 'due', day: 45, action: 'legal', template: 'mandatement', afterDays: 15 },
  ],
}

// Belgium knows no payment by order of the supervising authority: a formal notice opens the way to the court.
const PUBLIC_BE: Scenario = {
  code: 'public-be',
  name: 'Organisme public, Belgique',
  minTotal: 1500,
  minGapDays: 5,
  businessDays: true,
  steps: [
    ...PUBLIC_START,
    {
      code: 'd+45',
      from: 'due',
      day: 45,
      action: 'letter',
      template: 'firm-formal',
      registered: true,
      afterDays: 15,
      approval: true,
    },
    { code: 'd+60', from: 'due', day: 60, action: 'legal', template: 'hand-off', afterDays: 8 },
  ],
}

/** The scenario each default segment starts with, by the segment's code. */
export const DEFAULT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  large: LARGE,
  small: SMALL,
  private: PRIVATE,
  'private-be': PRIVATE_BE,
  public: PUBLIC,
  'public-be': PUBLIC_BE,
}
