import { t } from './words';

/** What a step of the history is called in the page's language; the name of a snapshot is a person's own. */
export function stepInWords(label: string): string {
  const name = /^Snapshot: (.*)$/s.exec(label)?.[1];
  return name === undefined ? t(label) : t('Snapshot: {name}', { name });
}
