import type { z } from 'zod'

/** What a person of a tenant may be. `director` reads everything and changes nothing. */
export type Role = 'collector' | 'credit-manager' | 'director' | 'administrator'

/** Who may call a route: everybody (sign-in, health), any signed-in person, or the named roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

/** Everybody who may read the portfolio. */
export const READERS: Access = ['collector', 'credit-manager', 'director', 'administrator']
/** Those who chase: calls, promises, approvals of their own messages. */
export const COLLECTORS: Access = ['collector', 'credit-manager', 'administrator']
/** Those who change rules: scenarios, limits, imports. */
export const MANAGERS: Access = ['credit-manager', 'administrator']
/** Those who change the house: users, creditors' bank accounts, keys. */
export const ADMINISTRATORS: Access = ['administrator']

/**
 * One route, said once: the server checks calls against it, the OpenAPI document and the web client's types come from
 * it, and the tests walk the list of all of them.
 * `path` is relative to `/api` with `:name` parameters. `answer` absent means 204; `media` set means the answer is a
 * file or a stream of that type instead of JSON. `refusals` maps each refusal code to its HTTP status.
 */
export type Contract<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Reply extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  readonly name: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer?: Reply
  readonly media?: string
  /** The body is `multipart/form-data` (files) instead of JSON. */
  readonly upload?: boolean
  readonly refusals?: Readonly<Record<string, 400 | 403 | 404 | 409 | 413 | 422 | 429>>
}

/** Keeps the exact types of a contract written as a literal. */
export function contract<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Reply extends z.ZodType | undefined = undefined,
>(definition: Contract<Params, Query, Body, Reply>): Contract<Params, Query, Body, Reply> {
  return definition
}

/** What the caller sends for a contract, with every part's type read from its schema. */
export type Input<C extends Contract> = Part<'params', C['params']> &
  Part<'query', C['query']> &
  Part<'body', C['body']>

/** What a contract answers. */
export type Answer<C extends Contract> = [NonNullable<C['answer']>] extends [never]
  ? void
  : Frozen<z.output<NonNullable<C['answer']>>>

// An optional property reads as `Schema | undefined`, so `undefined` is taken off before asking whether there is a
// schema.
type Part<Name extends string, Schema> = [NonNullable<Schema>] extends [never]
  ? unknown
  : { readonly [key in Name]: z.input<NonNullable<Schema>> }

type Scalar = string | number | bigint | boolean | null | undefined

/** A value nobody may write into, all the way down: what an answer is once it was given. */
export type Frozen<T> = unknown extends T
  ? T
  : T extends Scalar | File
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Frozen<Item>[]
      : { readonly [Key in keyof T]: Frozen<T[Key]> }

/** What a command takes to change some fields: absent and undefined both mean "as it was". */
export type Change<T> = { readonly [Key in keyof T]?: T[Key] | undefined }

/** `before` with every field of `change` that was given. */
export function changed<T extends object>(before: T, change: Change<T>): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return { ...before, ...Object.fromEntries(given) }
}
