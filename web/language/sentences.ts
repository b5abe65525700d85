/** What the engine says of models has names and numbers in it; the page says it in its own language. */
import { t } from './words';

type Say = (...parts: string[]) => string;

const forms: [RegExp, Say][] = [
  [
    /^(.+) ran on this device with (.+), ([\d.]+\u00a0s)\.$/,
    (title = '', provider = '', time = '') =>
      t('{title} ran on this device with {provider}, {time}.', {
        title,
        provider: provider === 'the processor' ? t('the processor') : provider,
        time,
      }),
  ],
  [/^Nothing was uploaded\.$/, () => t('Nothing was uploaded.')],
  [
    /^(.+) was taken, as there is not the memory for (.+)\.$/,
    (taken = '', other = '') =>
      t('{taken} was taken, as there is not the memory for {other}.', { taken, other }),
  ],
  [
    /^(.+) was taken, as the battery is low for (.+)\.$/,
    (taken = '', other = '') => t('{taken} was taken, as the battery is low for {other}.', { taken, other }),
  ],
  [/^Found (.+)\.$/, (things = '') => t('Found {things}.', { things })],
  [/^Choosing where to run$/, () => t('Choosing where to run')],
  [
    /^Downloading (.+), ([\d.]+) of ([\d.]+) MB$/,
    (title = '', done = '', total = '') =>
      t('Downloading {title}, {done} of {total} MB', { title, done, total }),
  ],
  [
    /^Downloading (.+), ([\d.]+) MB$/,
    (title = '', done = '') => t('Downloading {title}, {done} MB', { title, done }),
  ],
  [/^Checking (.+)$/, (title = '') => t('Checking {title}', { title })],
  [/^Loading (.+)$/, (title = '') => t('Loading {title}', { title })],
  [/^(.+) is working$/, (title = '') => t('{title} is working', { title })],
];

/** A text of the engine, sentence by sentence; what is not known stays as it is. */
export function sentencesInWords(text: string): string {
  return text
    .split(/(?<=\.) (?=\p{Lu})/u)
    .map(sentenceInWords)
    .join(' ');
}

function sentenceInWords(sentence: string): string {
  for (const [pattern, say] of forms) {
    const found = pattern.exec(sentence);
    if (found) return say(...found.slice(1));
  }
  return t(sentence);
}
