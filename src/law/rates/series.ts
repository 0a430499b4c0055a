/** Rate histories that are kept as lines, because somebody publishes them. */
export const PUBLISHED_SERIES = [
  'ecb-mro',
  'ecb-anchor',
  'ecb-marginal-anchor',
  'fr-legal-pro',
  'fr-legal-private',
  'be-commercial',
  'be-commercial-old',
  'be-civil',
  'nl-civil',
] as const

/** Rates that the law defines from another: computed, unless a published line says otherwise. */
export const DERIVED_SERIES = ['fr-default', 'fr-public', 'fr-floor', 'eu-directive'] as const

export type RateSeries = (typeof PUBLISHED_SERIES)[number] | (typeof DERIVED_SERIES)[number]
