import { z } from 'zod'
import { ADMINISTRATORS, COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zCountry, zDay, zId, zKind, zLanguage } from '#kernel/schema.ts'

const zAccount = z.object({ iban: z.string(), bic: z.string().nullable(), label: z.string().nullable() })

const zPostal = {
  street: z.string().max(200).nullable(),
  street2: z.string().max(200).nullable(),
  postcode: z.string().max(20).nullable(),
  city: z.string().max(100).nullable(),
}

export const zCreditor = z.object({
  id: zId,
  code: z.string(),
  name: z.string(),
  legalForm: z.string().nullable(),
  country: zCountry,
  language: zLanguage,
  timeZone: z.string(),
  currency: z.string(),
  siren: z.string().nullable(),
  vatNumber: z.string().nullable(),
  enterpriseNumber: z.string().nullable(),
  ...zPostal,
  email: z.string().nullable(),
  phone: z.string().nullable(),
  signatory: z.string().nullable(),
  paymentDays: z.number().int().min(0).max(365).nullable(),
  accounts: z.array(zAccount),
})

const zCreditorChange = zCreditor.omit({ id: true }).partial()

export const listCreditors = contract({
  name: 'listCreditors',
  method: 'get',
  path: '/creditors',
  summary: 'Our legal entities',
  access: READERS,
  answer: z.object({ items: z.array(zCreditor) }),
})

export const addCreditor = contract({
  name: 'addCreditor',
  method: 'post',
  path: '/creditors',
  summary: 'Add a legal entity',
  access: ADMINISTRATORS,
  body: zCreditorChange.extend({
    code: z.string().regex(/^[A-Z0-9-]{1,12}$/),
    name: z.string().min(1),
    country: zCountry,
  }),
  answer: zCreditor,
  refusals: { 'code-taken': 409, 'identifier-not-valid': 422 },
})

export const changeCreditor = contract({
  name: 'changeCreditor',
  method: 'patch',
  path: '/creditors/:creditor',
  summary: 'Change a legal entity',
  access: ADMINISTRATORS,
  params: z.object({ creditor: zId }),
  body: zCreditorChange.omit({ code: true }),
  answer: zCreditor,
  refusals: { 'not-found': 404, 'identifier-not-valid': 422 },
})

export const zContactRole = z.enum(['accounts-payable', 'decision-maker', 'sales', 'legal'])
export const zContact = z.object({
  id: zId,
  name: z.string(),
  role: zContactRole,
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: zLanguage.nullable(),
  bounced: z.boolean(),
})
const zContactBody = z.object({
  name: z.string().min(1).max(200),
  role: zContactRole,
  email: z.email().nullable(),
  phone: z.string().max(40).nullable(),
  language: zLanguage.nullable(),
})

export const zCustomer = z.object({
  id: zId,
  creditor: z.object({ id: zId, code: z.string(), name: z.string() }),
  ref: z.string(),
  name: z.string(),
  kind: zKind,
  size: z.enum(['large', 'small']).nullable(),
  country: zCountry,
  language: zLanguage,
  siren: z.string().nullable(),
  siret: z.string().nullable(),
  vatNumber: z.string().nullable(),
  enterpriseNumber: z.string().nullable(),
  ...zPostal,
  group: z.object({ id: zId, name: z.string() }).nullable(),
  segment: z.object({ id: zId, code: z.string(), name: z.string() }).nullable(),
  segmentFixed: z.boolean(),
  collector: z.object({ id: zId, name: z.string() }).nullable(),
  pausedUntil: zDay.nullable(),
  pauseReason: z.string().nullable(),
  note: z.string().nullable(),
  contacts: z.array(zContact),
})

export const readCustomer = contract({
  name: 'readCustomer',
  method: 'get',
  path: '/customers/:customer',
  summary: 'One customer with contacts',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: zCustomer,
  refusals: { 'not-found': 404 },
})

export const changeCustomer = contract({
  name: 'changeCustomer',
  method: 'patch',
  path: '/customers/:customer',
  summary: 'Change a customer: kind, language, address, group, segment, collector, pause, note',
  access: COLLECTORS,
  params: z.object({ customer: zId }),
  body: z
    .object({
      name: z.string().min(1).max(200),
      kind: zKind,
      size: z.enum(['large', 'small']).nullable(),
      country: zCountry,
      language: zLanguage,
      siren: z.string().nullable(),
      vatNumber: z.string().nullable(),
      enterpriseNumber: z.string().nullable(),
      ...zPostal,
      groupId: zId.nullable(),
      segmentId: zId.nullable(),
      collectorId: zId.nullable(),
      pausedUntil: zDay.nullable(),
      pauseReason: z.string().max(500).nullable(),
      note: z.string().max(4000).nullable(),
    })
    .partial(),
  answer: zCustomer,
  refusals: { 'not-found': 404, 'identifier-not-valid': 422, 'pause-needs-reason': 422 },
})

export const addContact = contract({
  name: 'addContact',
  method: 'post',
  path: '/customers/:customer/contacts',
  summary: 'Add a contact',
  access: COLLECTORS,
  params: z.object({ customer: zId }),
  body: zContactBody,
  answer: zContact,
  refusals: { 'not-found': 404 },
})

export const changeContact = contract({
  name: 'changeContact',
  method: 'put',
  path: '/customers/:customer/contacts/:contact',
  summary: 'Replace a contact; a corrected address may be used again',
  access: COLLECTORS,
  params: z.object({ customer: zId, contact: zId }),
  body: zContactBody,
  answer: zContact,
  refusals: { 'not-found': 404 },
})

export const removeContact = contract({
  name: 'removeContact',
  method: 'delete',
  path: '/customers/:customer/contacts/:contact',
  summary: 'Remove a contact',
  access: COLLECTORS,
  params: z.object({ customer: zId, contact: zId }),
  refusals: { 'not-found': 404 },
})

const zSegment = z.object({
  id: zId,
  code: z.string(),
  name: z.string(),
  rule: z.object({
    kinds: z.array(zKind).optional(),
    sizes: z.array(z.enum(['large', 'small'])).optional(),
    countries: z.array(zCountry).optional(),
  }),
  customers: z.number().int(),
})

export const listSegments = contract({
  name: 'listSegments',
  method: 'get',
  path: '/segments',
  summary: 'Segments in the order their rules are tried, with how many customers each holds',
  access: READERS,
  answer: z.object({ items: z.array(zSegment) }),
})

export const saveSegments = contract({
  name: 'saveSegments',
  method: 'put',
  path: '/segments',
  summary: 'Change names, rules and order of the segments; customers are placed again',
  access: MANAGERS,
  body: z.object({ items: z.array(zSegment.omit({ customers: true, code: true })) }),
  answer: z.object({ items: z.array(zSegment) }),
  refusals: { 'not-found': 404 },
})

export const listGroups = contract({
  name: 'listGroups',
  method: 'get',
  path: '/groups',
  summary: 'Customer groups',
  access: READERS,
  answer: z.object({ items: z.array(z.object({ id: zId, name: z.string(), customers: z.number().int() })) }),
})

export const nameCustomers = contract({
  name: 'nameCustomers',
  method: 'get',
  path: '/customer-names',
  summary: 'A few customers by name, account or SIREN, to choose one',
  access: READERS,
  query: z.object({ q: z.string().max(200).default(''), creditor: zId.optional() }),
  answer: z.object({
    items: z.array(
      z.object({ id: zId, name: z.string(), ref: z.string(), creditor: z.object({ id: zId, code: z.string() }) }),
    ),
  }),
})
