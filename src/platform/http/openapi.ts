import { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'

type Json = Record<string, unknown>

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem; `code` is stable and what programs read',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    data: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/**
 * The OpenAPI 3.1 document of a list of contracts: same paths, names, schemas and refusals the server checks against.
 */
export function openapi(contracts: readonly Contract[], version: string): Json {
  const paths: Record<string, Json> = {}
  const schemas: Json = { Problem: PROBLEM }
  for (const contract of contracts) {
    const path = contract.path.replace(/:([A-Za-z0-9_]+)(\{[^}]*\})?/g, '{$1}')
    paths[path] = { ...paths[path], [contract.method]: operation(contract) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quittance',
      version,
      description: 'Credit management and collection of trade receivables',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api' }],
    security: [{ key: [] }, { session: [] }],
    paths: hoisted(paths, schemas),
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of the tenant' },
        session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'The session of a signed-in browser' },
      },
    },
  }
}

function operation(contract: Contract): Json {
  const changes = contract.method !== 'get' && contract.method !== 'delete'
  const parameters = [...fields(contract.params, 'path'), ...fields(contract.query, 'query')]
  if (changes && contract.media === undefined) parameters.push(idempotencyKey())
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.path.split('/')[1] ?? ''],
    'x-access': contract.access,
    ...(contract.access === 'public' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(contract.body ? { requestBody: { required: true, content: bodyContent(contract, contract.body) } } : {}),
    responses: { ...success(contract), ...refusals(contract) },
  }
}

function bodyContent(contract: Contract, body: z.ZodType): Json {
  return {
    [contract.upload === true ? 'multipart/form-data' : 'application/json']: { schema: jsonSchema(body) },
  }
}

function success(contract: Contract): Json {
  if (contract.media !== undefined) {
    return { 200: { description: 'The file', content: { [contract.media]: { schema: { type: 'string' } } } } }
  }
  if (!contract.answer) return { 204: { description: 'Done' } }
  const schema = jsonSchema(contract.answer)
  return { 200: { description: contract.summary, content: { 'application/json': { schema } } } }
}

function refusals(contract: Contract): Json {
  const codes = new Map<number, string[]>()
  const say = (status: number, code: string): void => {
    codes.set(status, [...(codes.get(status) ?? []), code])
  }
  if (contract.params ?? contract.query ?? contract.body) say(422, 'invalid-request')
  if (contract.access !== 'public') say(401, 'not-signed-in')
  if (Array.isArray(contract.access)) say(403, 'not-allowed')
  for (const [code, status] of Object.entries(contract.refusals ?? {})) say(status, code)
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...codes].map(([status, names]) => [String(status), { description: `Refused: ${names.join(', ')}`, content }]),
  )
}

function idempotencyKey(): Json {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Makes the call repeatable: the same key with the same body gives the first answer again',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  }
}

function fields(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const object = jsonSchema(schema)
  const required = Array.isArray(object['required']) ? object['required'] : []
  return Object.entries((object['properties'] ?? {}) as Record<string, Json>).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof field['description'] === 'string' ? { description: field['description'] } : {}),
    schema: field,
  }))
}

// The input side of a schema is what travels, in answers too: a transform has no JSON form.
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}

// Schemas with an id come as `$defs` beside each use; OpenAPI wants them once, among its components.
function hoisted(value: unknown, shared: Json): unknown {
  if (Array.isArray(value)) return value.map(item => hoisted(item, shared))
  if (typeof value !== 'object' || value === null) return value
  const result: Json = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '$defs') {
      for (const [id, schema] of Object.entries(item as Json)) shared[id] = hoisted(schema, shared)
    } else if (key === '$ref' && typeof item === 'string') {
      result[key] = item.replace('#/$defs/', '#/components/schemas/')
    } else {
      result[key] = hoisted(item, shared)
    }
  }
  return result
}
