/** One recipe on many files: one after the other; a file that fails does not keep the others from it. */
import type { ConvertOptions, Editor } from '../editor';
import { errorInfo } from '../errors';
import type { ErrorInfo } from '../generated/protocol';
import { numbered } from './files';
import type { Output } from './outputs';

export type Result =
  | { status: 'waiting' | 'running' }
  | { status: 'done'; name: string; size: number }
  | { status: 'failed'; problem: ErrorInfo };

export interface Item {
  file: File;
  result: Result;
}

/** Does it; `onChange` gets all items whenever one changes. What is not done when the signal comes stays waiting. */
export async function runBatch(
  editor: Editor,
  files: readonly File[],
  options: Omit<ConvertOptions, 'signal'>,
  output: Output,
  onChange: (items: Item[]) => void,
  signal: AbortSignal,
): Promise<Item[]> {
  let items: Item[] = files.map((file) => ({ file, result: { status: 'waiting' } }));
  const settle = (file: File, result: Result) => {
    items = items.map((item) => (item.file === file ? { file, result } : item));
    onChange(items);
  };
  onChange(items);
  const names = new Names();
  for (const file of files) {
    if (signal.aborted) break;
    settle(file, { status: 'running' });
    try {
      const made = await editor.convert(file, { ...options, signal });
      const name = await output.write(names.free(made.name), made);
      settle(file, { status: 'done', name, size: made.size });
    } catch (error) {
      settle(file, signal.aborted ? { status: 'waiting' } : { status: 'failed', problem: errorInfo(error) });
    }
  }
  return items;
}

/** Names that no two files have. */
class Names {
  private readonly taken = new Set<string>();

  /** The name, with a number where it is taken. */
  free(name: string): string {
    let candidate = name;
    for (let number = 2; this.taken.has(candidate.toLowerCase()); number++)
      candidate = numbered(name, number);
    this.taken.add(candidate.toLowerCase());
    return candidate;
  }
}
