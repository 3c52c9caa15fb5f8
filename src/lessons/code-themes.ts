/** How code is coloured, in lessons and in code taken from the engine; the pair that passes contrast checks. */
export const codeThemes = {
  themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  // One rule for both: the colour follows `color-scheme`, and so the toggle as well as the system's wish.
  defaultColor: 'light-dark()',
} as const;
