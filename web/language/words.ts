/** The page's words. The English text in the code is the key to another language's; so the code reads as it shows. */

export type Words = Readonly<Record<string, string>>;

let words: Words = {};

/** From now on texts are looked up here; what is missing stays English. */
export function useWords(chosen: Words): void {
  words = chosen;
}

/** The words that are spoken, for workers; they have none of their own. */
export const spokenWords = (): Words => words;

/** A text in the page's language. `{name}` in it stands for a value: `t('Opened {name}', { name })`. */
export function t(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  const said = words[text] ?? text;
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text that means something of its own beside another: "Orientation: Portrait" is not the portrait of a person. */
export function tIn(context: string, text: string): string {
  return words[`${context}: ${text}`] ?? t(text);
}
