import { encode, type Kept } from './record';

/** How long a record may wait before it is forced to the disk. */
const FLUSH_MS = 300;

/** The journal of one open document: records are added at its end. */
export class JournalFile {
  private handle: FileSystemSyncAccessHandle | null = null;
  private end = 0;
  private flushing = 0;

  constructor(
    private readonly folder: FileSystemDirectoryHandle,
    private readonly name: string,
  ) {}

  async append(record: Kept): Promise<void> {
    const handle = (this.handle ??= await this.open());
    let place = this.end;
    for (const piece of encode(record)) {
      // A full disk writes less than was asked for.
      const written = handle.write(new Uint8Array(piece), { at: place });
      if (written < piece.byteLength) {
        handle.truncate(this.end);
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      }
      place += written;
    }
    this.end = place;
    this.flushing ||= self.setTimeout(() => this.flush(), FLUSH_MS);
  }

  /** Deletes it: there is nothing to restore any more. */
  async remove(): Promise<void> {
    self.clearTimeout(this.flushing);
    if (!this.handle) return;
    this.handle.close();
    this.handle = null;
    await this.folder.removeEntry(this.name);
  }

  private async open(): Promise<FileSystemSyncAccessHandle> {
    const file = await this.folder.getFileHandle(this.name, { create: true });
    const handle = await file.createSyncAccessHandle();
    handle.truncate(0);
    return handle;
  }

  private flush(): void {
    this.flushing = 0;
    this.handle?.flush();
  }
}
