/**
 * What scripts pass to the editor, checked before it is sent: a mistake is told in words, and nothing is sent
 * that a worker could not take. Whether a value is legal for its parameter is Python's to say.
 */
import { FotoFunError } from './errors';

/** A picture file, and a name for it. */
export function checkFile(blob: unknown, name: unknown): void {
  if (!(blob instanceof Blob)) {
    throw new FotoFunError('invalid_argument', 'What was to be opened is no file.', 'Give a Blob or a File.');
  }
  if (typeof name !== 'string') {
    throw new FotoFunError('invalid_argument', 'The name of the file is no text.', 'Give a text.');
  }
}

/** An operation's name, and numbers, texts, lists, or true and false by the parameters' names. */
export function checkRun(operation: unknown, params: unknown, gesture: unknown): void {
  if (typeof operation !== 'string') {
    throw new FotoFunError(
      'unknown_operation',
      'The name of the operation is no text.',
      "The catalogue lists every operation's name.",
    );
  }
  if (!isObject(params)) {
    throw invalid(`The parameters of ${operation} were not given by name.`);
  }
  for (const [name, value] of Object.entries(params)) {
    if (!isParameterValue(value)) throw invalid(`${name} of ${operation} was ${describe(value)}.`);
  }
  if (gesture !== undefined && typeof gesture !== 'string') {
    throw new FotoFunError('invalid_argument', 'The name of the gesture is no text.', 'Give a text.');
  }
}

/** Options by name; what they hold is checked where it is used. */
export function checkOptions(options: unknown): void {
  if (isObject(options)) return;
  throw new FotoFunError(
    'invalid_argument',
    'The options were not given by name.',
    "Give an object, such as { format: 'png' }.",
  );
}

/** An event's name and the function that is to be called. */
export function checkListener(events: object, event: unknown, listener: unknown): void {
  const names = Object.keys(events);
  if (typeof event !== 'string' || !names.includes(event)) {
    throw new FotoFunError(
      'unknown_event',
      'There is no event of that name.',
      `Choose one of ${names.join(', ')}.`,
      '',
    );
  }
  if (typeof listener !== 'function') {
    throw new FotoFunError('invalid_argument', 'The listener is no function.', 'Give a function.', '');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Not named and undefined are the same. */
function isParameterValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isParameterValue);
  return ['string', 'boolean', 'undefined'].includes(typeof value) || Number.isFinite(value);
}

function describe(value: unknown): string {
  return typeof value === 'number' || value === null ? String(value) : `of type ${typeof value}`;
}

function invalid(what: string): FotoFunError {
  return new FotoFunError(
    'invalid_parameter',
    what,
    'Give numbers, texts, lists, or true and false, by the parameters\u2019 names.',
  );
}
