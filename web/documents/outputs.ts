/** Where a batch puts its files: a folder of the device, or one zip file. */
import { download, numbered } from './files';

export interface Output {
  /** Keeps a file; answers the name it got. */
  write(name: string, file: Blob): Promise<string>;
  /** All files are there. */
  end(): Promise<void>;
}

/** A folder; what is in it already is left alone. */
export class FolderOutput implements Output {
  constructor(private readonly folder: FileSystemDirectoryHandle) {}

  async write(name: string, file: Blob): Promise<string> {
    let free = name;
    for (let number = 2; await this.has(free); number++) free = numbered(name, number);
    const handle = await this.folder.getFileHandle(free, { create: true });
    await file.stream().pipeTo(await handle.createWritable());
    return free;
  }

  async end(): Promise<void> {}

  private async has(name: string): Promise<boolean> {
    return this.folder.getFileHandle(name).then(
      () => true,
      () => false,
    );
  }
}

/** One zip file, downloaded at the end. Pictures are compressed already, so they are stored as they are. */
export class ZipOutput implements Output {
  private readonly parts: Blob[] = [];
  private zip: import('fflate').Zip | null = null;

  constructor(private readonly name: string) {}

  async write(name: string, file: Blob): Promise<string> {
    const { Zip, ZipPassThrough } = await import('fflate');
    this.zip ??= new Zip((error, chunk) => {
      if (error) throw error;
      this.parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
    });
    const entry = new ZipPassThrough(name);
    this.zip.add(entry);
    // In pieces, so that the checksum of a large file never holds the page up.
    const reader = file.stream().getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) entry.push(piece.value);
    entry.push(new Uint8Array(0), true);
    return name;
  }

  async end(): Promise<void> {
    this.zip?.end();
    if (this.parts.length) download(new Blob(this.parts, { type: 'application/zip' }), this.name);
  }
}
