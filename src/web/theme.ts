import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

// Mantine wants ten shades of each colour; only its default variants use them, the product's own styles use tokens.css.
const brand: MantineColorsTuple = [
  '#eef5f6',
  '#e2eef0',
  '#c0dade',
  '#9ac5cb',
  '#83c9d1',
  '#4d929b',
  '#2b727c',
  '#0f4c55',
  '#0a3a41',
  '#072b30',
]
const brick: MantineColorsTuple = [
  '#fbf1ef',
  '#f8e9e6',
  '#eccac5',
  '#dfa79f',
  '#f2a196',
  '#c05a4f',
  '#ab3f35',
  '#8f2b23',
  '#74211b',
  '#571812',
]

// Filled is the brand alone; its ink is a token, since Mantine would put white on the light brand of the dark scheme.
const variantColours: VariantColorsResolver = input => {
  const colours = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...colours, color: 'var(--brand-on)' } : colours
}

// A tooltip that only the mouse can open hides its words from the keyboard.
const BY_ALL_MEANS = { hover: true, focus: true, touch: true }

export const theme = createTheme({
  fontFamily: "'Narrow Space', 'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  colors: { brand, red: brick },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: variantColours,
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: { xs: 'none', sm: 'none', md: 'var(--float)', lg: 'var(--float)', xl: 'var(--float)' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // A form says in words what it lacks; a red star beside nearly every label says nothing.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Modal: { defaultProps: { transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.25 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 150 } } },
    // The placeholder is a focusable element that a menu may not contain (axe: aria-required-children).
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 }, events: BY_ALL_MEANS } },
  },
})

/** Mantine's own colours, said in our tokens: one source for both schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--sheet)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--ink-soft)',
    '--mantine-color-error': 'var(--refused)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-primary-color-filled': 'var(--brand)',
    '--mantine-primary-color-filled-hover': 'var(--brand-strong)',
    '--mantine-primary-color-contrast': 'var(--brand-on)',
    '--mantine-color-brand-filled': 'var(--brand)',
    '--mantine-color-brand-filled-hover': 'var(--brand-strong)',
    '--mantine-color-brand-light': 'var(--brand-tint)',
    '--mantine-color-brand-light-hover': 'var(--brand-tint)',
    '--mantine-color-brand-light-color': 'var(--brand)',
    '--mantine-color-brand-outline': 'var(--brand)',
    '--mantine-primary-color-light-color': 'var(--brand)',
  }
  return { variables: {}, light: shared, dark: shared }
}
