import { expect, it } from 'vitest'
import { FIELDS } from '#formats/tables/fields.ts'
import { FIELD_GROUPS } from './fields.ts'

it('offers every field that the reader of lists knows, once', () => {
  expect(Object.values(FIELD_GROUPS).flat().sort()).toEqual([...FIELDS].sort())
})
