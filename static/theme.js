// Before the first paint: the theme that was chosen by hand on an earlier visit (web/shell/theme.ts keeps it).
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme it is.
}
