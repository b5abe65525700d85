import { store, type Theme } from './state';

const KEY = 'theme';

/** The theme chosen on an earlier visit; static/theme.js has already painted it. */
export function restoreTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Storage is forbidden: the system's theme it is.
  }
  if (stored === 'dark' || stored === 'light') store.set({ theme: stored });
}

export function setTheme(theme: Theme): void {
  store.set({ theme });
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // It holds for this visit only.
  }
}
