import type { Result } from '#kernel/result.ts'

/** Every page of a list, each asked for when the last was taken, up to the first refusal. */
export async function* pagesOf<Page extends { readonly next: string | null }>(
  ask: (cursor: string | undefined) => Promise<Result<Page>>,
): AsyncGenerator<Result<Page>> {
  for (let cursor: string | undefined; ;) {
    const page = await ask(cursor)
    yield page
    if (!page.ok || page.value.next === null) return
    cursor = page.value.next
  }
}
