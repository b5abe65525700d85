import type { Panel } from './panel';

const files = import.meta.glob<{ default: Panel }>('./*.panel.ts', { eager: true });

/** All panels, from the top of the column to its end. */
export const panels: Panel[] = Object.values(files)
  .map((file) => file.default)
  .sort((a, b) => a.position - b.position);
