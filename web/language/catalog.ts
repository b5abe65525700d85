/** The engine's catalogue is English; the page shows it in its own language. */
import type { OperationInfo, ParameterInfo } from '../generated/protocol';
import { t, tIn } from './words';

let english: OperationInfo[] = [];

/** Takes what the engine says there is; the catalogue that is shown. */
export function takeCatalog(operations: OperationInfo[]): OperationInfo[] {
  english = operations;
  return catalogInWords();
}

/** The engine's catalogue in the page's language. */
export function catalogInWords(): OperationInfo[] {
  return english.map((operation) => ({
    ...operation,
    label: t(operation.label),
    description: t(operation.description),
    keywords: keywordsInWords(operation.label, operation.keywords),
    parameters: operation.parameters.map(parameterInWords),
  }));
}

/** Keywords in both languages, and the English label: some know a thing by that. */
export function keywordsInWords(label: string, keywords: readonly string[]): string[] {
  const said = keywords.map((keyword) => t(keyword));
  const isSame = t(label) === label && said.every((word, index) => word === keywords[index]);
  return isSame ? said : [...new Set([...said, label, ...keywords])];
}

/** A parameter as the form shows it. */
export function parameterInWords<T extends ParameterInfo>(info: T): T {
  const said = { ...info, label: t(info.label), description: t(info.description), group: t(info.group) };
  if (!('options' in said)) return said;
  const options = said.options.map(({ value, label }) => ({ value, label: tIn(info.label, label) }));
  return { ...said, options };
}
