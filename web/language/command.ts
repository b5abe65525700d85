import type { Command } from '../commands/command';
import { keywordsInWords } from './catalog';
import { t } from './words';

/** A command as it is shown: its file is in English. Where it stands in the menus stays, since that is its address. */
export function commandInWords(command: Command): Command {
  const { label, description, keywords, hindrance } = command;
  return {
    ...command,
    label: t(label),
    ...(description && { description: t(description) }),
    keywords: keywordsInWords(label, keywords),
    ...(hindrance && { hindrance: (state) => t(hindrance(state)) }),
  };
}
