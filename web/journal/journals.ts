/**
 * What keeps work from being lost: a journal for each open document, in this origin's private files.
 *
 * Each engine has a folder of its own and holds its lock while it lives, so no two tabs write to the same file,
 * and a folder whose lock is free belongs to an engine that is gone. Runs in a worker.
 */
import { JournalFile } from './journal-file';
import { decode, type Kept } from './record';

/** A document that was open in an engine that is gone. */
export interface Leftover {
  id: string;
  name: string;
  /** How many changes it would be restored with. */
  steps: number;
  /** When it was last changed, in milliseconds since 1970. */
  changed: number;
}

const ROOT = 'journals';
const lockOf = (engine: string) => `fotofun-journal-${engine}`;

export class Journals {
  private readonly files = new Map<number, JournalFile>();
  private writing = Promise.resolve();
  private hasFailed = false;

  private constructor(
    private readonly root: FileSystemDirectoryHandle,
    private readonly own: FileSystemDirectoryHandle,
    /** Called once, when work cannot be kept any more. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Makes the folder of an engine; rejects where the browser keeps no private files. */
  static async open(engine: string, onFailure: (error: unknown) => void): Promise<Journals> {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle(ROOT, {
      create: true,
    });
    await new Promise<void>((held, refused) => {
      const live = () => new Promise<never>(() => held()); // until this worker ends
      navigator.locks.request(lockOf(engine), live).catch(refused);
    });
    return new Journals(root, await root.getDirectoryHandle(engine, { create: true }), onFailure);
  }

  /** Adds a record to a document's journal; after a failure nothing is added, as there would be a gap. */
  add(document: number, record: Kept): void {
    this.enqueue(async () => {
      let file = this.files.get(document);
      if (!file) this.files.set(document, (file = new JournalFile(this.own, `${document}`)));
      await file.append(record);
    });
  }

  /** Forgets a document that was closed. */
  end(document: number): void {
    this.enqueue(async () => {
      await this.files.get(document)?.remove();
      this.files.delete(document);
    });
  }

  /** What can be restored, the newest first; what holds no work is cleared away. */
  async leftovers(): Promise<Leftover[]> {
    const found: Leftover[] = [];
    for await (const [engine, folder] of this.root.entries()) {
      if (folder.kind !== 'directory' || engine === this.own.name || !(await isFree(engine))) continue;
      const inside = await leftoversIn(engine, folder as FileSystemDirectoryHandle);
      if (inside.length === 0) await this.root.removeEntry(engine, { recursive: true });
      found.push(...inside);
    }
    return found.sort((a, b) => b.changed - a.changed);
  }

  /** What one engine left behind, once it is gone for good. */
  async leftoversOf(engine: string): Promise<Leftover[]> {
    await navigator.locks.request(lockOf(engine), () => {});
    const folder = await this.root.getDirectoryHandle(engine).catch(() => null);
    return folder ? leftoversIn(engine, folder) : [];
  }

  /** The records of a leftover, of a drag the last one alone. */
  async read(id: string): Promise<Kept[]> {
    const { folder, name } = await this.find(id);
    return lastOfEachDrag(await recordsOf(await folder.getFileHandle(name)));
  }

  async discard(id: string): Promise<void> {
    const { folder, name } = await this.find(id);
    await folder.removeEntry(name);
  }

  private async find(id: string): Promise<{ folder: FileSystemDirectoryHandle; name: string }> {
    const [engine = '', name = ''] = id.split('/');
    return { folder: await this.root.getDirectoryHandle(engine), name };
  }

  private enqueue(work: () => Promise<void>): void {
    this.writing = this.writing.then(async () => {
      if (this.hasFailed) return;
      try {
        await work();
      } catch (error) {
        this.hasFailed = true;
        this.onFailure(error);
      }
    });
  }
}

async function isFree(engine: string): Promise<boolean> {
  return navigator.locks.request(lockOf(engine), { ifAvailable: true }, (lock) => lock !== null);
}

async function leftoversIn(engine: string, folder: FileSystemDirectoryHandle): Promise<Leftover[]> {
  const found: Leftover[] = [];
  for await (const [name, file] of folder.entries()) {
    const records = lastOfEachDrag(await recordsOf(file as FileSystemFileHandle));
    if (!holdsWork(records)) {
      await folder.removeEntry(name);
      continue;
    }
    found.push({
      id: `${engine}/${name}`,
      name: String(records[0]?.params['name'] ?? ''),
      steps: records.length - 1,
      changed: (await (file as FileSystemFileHandle).getFile()).lastModified,
    });
  }
  return found;
}

async function recordsOf(file: FileSystemFileHandle): Promise<Kept[]> {
  return decode(await (await file.getFile()).arrayBuffer()).records;
}

/** A picture that was only opened, or saved after its last change, is nothing to lose. */
function holdsWork(records: Kept[]): boolean {
  const steps = records.filter(({ method }) => method !== 'keep_marks');
  return steps.length > 1 && steps.at(-1)?.method !== 'mark_saved';
}

/** Runs with the same gesture replace each other, as do marks, so only the last of those that follow each other counts. */
function lastOfEachDrag(records: Kept[]): Kept[] {
  const drag = (record?: Kept) =>
    record?.method === 'keep_marks' ? 'marks' : record?.method === 'run' && record.params['gesture'];
  return records.filter((record, i) => !drag(record) || drag(record) !== drag(records[i + 1]));
}
