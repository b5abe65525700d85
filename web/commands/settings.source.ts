import { keywordsInWords } from '../language/catalog';
import { chooseLanguage, LANGUAGES, nameOf } from '../language/language';
import { t } from '../language/words';
import { store } from '../shell/state';
import type { Command, CommandSource } from './command';
import { always } from './conditions';

/** The settings that the dialog asks for, by their own names. */
const NAMED: { name: string; label: string; keywords: string[] }[] = [
  { name: 'history_memory', label: 'Memory for the history', keywords: ['undo', 'steps', 'megabytes'] },
  {
    name: 'exported_metadata',
    label: 'Exported files tell',
    keywords: ['metadata', 'exif', 'place', 'privacy'],
  },
  { name: 'clear_kept', label: 'Privacy', keywords: ['storage', 'clear data', 'device'] },
];

const settings: CommandSource = {
  of: ({ language }) => language,
  make: ({ language }) => [
    ...NAMED.map(({ name, label, keywords }): Command => ({
      name: `setting:${name}`,
      label: t(label),
      from: t('Settings'),
      keys: [],
      keywords: keywordsInWords(label, keywords),
      enabled: always,
      perform: () => store.set({ dialog: 'settings' }),
    })),
    ...LANGUAGES.map((code): Command => ({
      name: `language:${code}`,
      label: nameOf(code),
      from: t('Language'),
      keys: [],
      keywords: keywordsInWords('Language', ['language']),
      enabled: always,
      checked: () => code === language,
      perform: (workspace) => void chooseLanguage(code).catch((error: unknown) => workspace.fail(error)),
    })),
  ],
};

export default settings;
