import { chooseTool } from '../tools/host';
import { shownTools } from '../tools/registry';
import type { CommandSource } from './command';
import { hasDocument } from './conditions';

/** One command for each tool. */
const tools: CommandSource = {
  of: ({ catalog }) => catalog,
  make: (state) =>
    shownTools(state).map(({ name, label, key, hint }) => ({
      name: `tool:${name}`,
      label: `${label} tool`,
      description: hint,
      keys: key ? [key] : [],
      keywords: ['tool'],
      enabled: hasDocument,
      hindrance: () => 'Open a picture first.',
      checked: ({ tool }) => tool === name,
      perform: () => chooseTool(name),
    })),
};

export default tools;
