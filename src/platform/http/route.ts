import type { Answer, Contract } from '#kernel/contract.ts'
import type { Result } from '#kernel/result.ts'
import type { Actor, App } from '../app.ts'
import type { FileAnswer } from './file.ts'
import type { ParsedInput } from './input.ts'

/** What a route knows besides its input. */
export type RouteContext = {
  readonly app: App
  /** Who calls. On a `public` route nobody may be signed in: read `visitor` there; reading `actor` would throw. */
  readonly actor: Actor
  readonly visitor: Actor | null
  readonly request: Request
  /** Headers the answer will carry (`Set-Cookie` of a sign-in route). */
  readonly headers: Headers
}

/**
 * What a route answers: the contract's answer, a file where the contract names a `media`, nothing where it has neither.
 */
export type Reply<C extends Contract> = Answer<C> | FileAnswer

/** A contract with the command that fulfils it, as `http.ts` exports them in a list. */
export type Route = {
  readonly contract: Contract
  readonly run: (context: RouteContext, input: unknown) => Promise<Result<unknown>>
}

/** Ties a contract to the function that fulfils it; the input is already read and the access already checked. */
export function route<C extends Contract>(
  contract: C,
  run: (context: RouteContext, input: ParsedInput<C>) => Promise<Result<Reply<C>>>,
): Route {
  // `checkInput` has run the schemas of this very contract, so the input has the type they produce.
  return { contract, run: (context, input) => run(context, input as ParsedInput<C>) }
}

/** The context of one call. */
export function contextOf(app: App, visitor: Actor | null, request: Request): RouteContext {
  return {
    app,
    visitor,
    request,
    headers: new Headers(),
    get actor(): Actor {
      if (visitor) return visitor
      throw new Error('nobody is signed in on this public route; read context.visitor instead of context.actor')
    },
  }
}
