/** Which language the page speaks: one file `<code>.json` each, fetched when it is chosen. English is in the code. */
import { store } from '../shell/state';
import { stored } from '../settings/stored';
import { catalogInWords } from './catalog';
import { useWords, type Words } from './words';

const ENGLISH = 'en';

const files = import.meta.glob<Words>('./*.json', { import: 'default' });

/** The codes of all languages. */
export const LANGUAGES: readonly string[] = [
  ENGLISH,
  ...Object.keys(files).map((file) => file.slice('./'.length, -'.json'.length)),
];

const kept = stored<string | null>('language', null, isLanguage);

/** The language that was chosen, or null for the browser's. */
export const chosenLanguage = (): string | null => kept.read();

/** What a language calls itself. */
export const nameOf = (code: string): string =>
  new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;

/** Speaks what was chosen on an earlier visit, or else the first language of the browser that there is. */
export async function restoreLanguage(): Promise<void> {
  await speak(kept.read() ?? browserLanguage());
}

/** Speaks another language from now on, null for the browser's; for good once its words are here. */
export async function chooseLanguage(code: string | null): Promise<void> {
  await speak(code ?? browserLanguage());
  kept.write(code);
}

async function speak(code: string): Promise<void> {
  useWords((await files[`./${code}.json`]?.()) ?? {});
  document.documentElement.lang = code;
  store.set({ language: code, catalog: catalogInWords() });
}

function browserLanguage(): string {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return wanted.find(isLanguage) ?? ENGLISH;
}

function isLanguage(code: unknown): boolean {
  return LANGUAGES.some((known) => known === code);
}
