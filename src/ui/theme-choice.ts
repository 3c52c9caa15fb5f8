/** The reader's choice of paper or board. `auto`, what the system wishes, is the absence of a choice. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_KEY = 'replaybook:theme';

/**
 * The script that puts a kept choice on the page before anything is painted, so that no page flashes in the other
 * theme. It stands inline in the head; the content security policy allows it by its hash.
 */
export const themeBoot = `try{const t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;

/** What stands on the page now. */
export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** Shows a theme, without keeping it. */
export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Keeps a choice for the next page. Where the browser forbids storage, it holds for this page alone. */
export function keepTheme(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage is full or forbidden: the page has the theme, and that is all that can be done.
  }
}
