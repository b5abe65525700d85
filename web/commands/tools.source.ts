import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
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
      label: t('{tool} tool', { tool: t(label) }),
      description: t(hint),
      keys: key ? [key] : [],
      keywords: keywordsInWords(label, ['tool']),
      enabled: hasDocument,
      hindrance: () => t('Open a picture first.'),
      checked: ({ tool }) => tool === name,
      perform: () => chooseTool(name),
    })),
};

export default tools;
