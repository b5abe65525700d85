/** What the engine says while it works, in the page's language: whole sentences, with values in them. */
import { spokenWords, t, type Words } from './words';

interface Pattern {
  form: RegExp;
  said: string;
}

let patterns: Pattern[] = [];
let of: Words | null = null;
const known = new Map<string, string>();

/** One or more sentences of the engine; what the language lacks stays English. */
export function sentence(text: string): string {
  const words = spokenWords();
  if (words !== of) learn(words);
  const before = known.get(text);
  if (before !== undefined) return before;
  const said = words[text] ?? filled(text) ?? each(text);
  known.set(text, said);
  return said;
}

/** `{0}`, `{1}` in a key are values; the keys with the most words are tried first. */
function learn(words: Words): void {
  of = words;
  known.clear();
  const plain = (key: string) => key.replace(/\{\d\}/g, '').length;
  patterns = Object.keys(words)
    .filter((key) => /\{\d\}/.test(key))
    .sort((a, b) => plain(b) - plain(a))
    .map((key) => ({ form: formOf(key), said: words[key] ?? key }));
}

function formOf(key: string): RegExp {
  const parts = key.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}

function filled(text: string): string | null {
  for (const { form, said } of patterns) {
    const values = form.exec(text)?.slice(1);
    if (values)
      return said.replace(/\{(\d)\}/g, (_, place: string) => value(values[Number(place)] ?? '')).trim();
  }
  return null;
}

/** A value may itself be a label, or further sentences. */
function value(text: string): string {
  return / .*\.$/s.test(text) ? sentence(text) : t(text);
}

function each(text: string): string {
  const sentences = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  return sentences.length > 1 ? sentences.map(sentence).join(' ') : text;
}
