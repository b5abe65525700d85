/** What the engine says has names and numbers in it: the language's words hold it as `"{0} is empty."`. */
import { spokenWords, t, type Words } from './words';

interface Template {
  english: string;
  pattern: RegExp;
}

const SLOT = /\{\d+\}/;
const ENDS = /(?<=\.) (?=[\p{Lu}\p{N}'"])/u;

let compiledFor: Words = {};
let templates: readonly Template[] = [];

/** A text of the engine, sentence by sentence; what is not known stays as it is. */
export function sentence(text: string): string {
  const words = spokenWords();
  if (compiledFor !== words) {
    templates = compile(words);
    compiledFor = words;
  }
  return words[text] ?? text.split(ENDS).map(one).join(' ');
}

function one(sentence: string): string {
  if (spokenWords()[sentence] !== undefined) return t(sentence);
  for (const { english, pattern } of templates) {
    const found = pattern.exec(sentence);
    if (found) return t(english, Object.fromEntries(found.slice(1).map(valueInWords).entries()));
  }
  return sentence;
}

/** What stands in a slot: a name, a number, or what a step of it said. */
function valueInWords(value: string): string {
  return value.endsWith('.') ? one(value) : t(value);
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The templates, those first that say the most themselves. */
function compile(words: Words): Template[] {
  const own = (text: string) => text.split(SLOT).join('').length;
  return Object.keys(words)
    .filter((text) => SLOT.test(text))
    .sort((one, other) => own(other) - own(one))
    .map((english) => ({
      english,
      pattern: new RegExp(`^${english.split(SLOT).map(literally).join('(.*?)')}$`, 's'),
    }));
}
