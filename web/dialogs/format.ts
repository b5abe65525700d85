const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** A number of bytes as people read it: 812 KB, 2.4 MB. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power > 1 && value < 100 ? 1 : 0)} ${UNITS[power] ?? ''}`;
}
