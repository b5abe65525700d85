import { FotoFunError } from '../errors';
import type { InferProgress, ModelFile } from '../generated/protocol';
import { t } from '../language/words';
import { request } from '../net';
import { ModelFiles, type Stored } from './model-files';
import { forgetOwnManifest, keepOwnManifest } from './own-manifests';

export type StageListener = (stage: InferProgress['stage'], done: number, total: number) => void;

export interface LoadedModel {
  bytes: Uint8Array<ArrayBuffer>;
  /** What the person should know about how the file is kept; mostly empty. */
  note: string;
}

/**
 * Model files: downloaded once, resumed when cut, checked against their SHA-256 each time they are loaded.
 *
 * A file grows in the origin's private file system while it arrives, so a download that was cut, or
 * cancelled by ending the worker, goes on where it stopped.
 */
export class ModelStore {
  private readonly files = ModelFiles.open();

  /** `base` is the folder on the server that holds the models. */
  constructor(private readonly base: URL) {}

  /** The ids of the models that are on this device, and what has arrived of others. */
  async list(): Promise<Stored> {
    return (await this.files)?.list() ?? { models: [], begun: {} };
  }

  /** Remove model `id` from this device, with its manifest if it is an own one. */
  async remove(id: string): Promise<void> {
    await forgetOwnManifest(id);
    await (await this.files)?.remove(id);
  }

  /** Keep an own model; rejects with kind `not_stored` where there is no room. */
  async adopt(model: ModelFile, manifest: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const files = await this.files;
    const copy = await DiskCopy.open(files, model);
    copy.truncate(0);
    copy.append(bytes, 0);
    copy.close();
    if (!copy.failed && (await keepOwnManifest(model.id, manifest))) {
      await files?.remove(model.id, model);
      return;
    }
    await this.remove(model.id).catch(() => {});
    throw new FotoFunError(
      'not_stored',
      t('{title} could not be kept: the browser gives this page no more room.', { title: model.title }),
      'Remove models that you do not need, and try again.',
      'Nothing was added.',
    );
  }

  /**
   * The verified bytes of `model`, from this device or else from the server.
   *
   * Rejects with kind `offline`, `download_interrupted`, `model_unavailable`, `model_damaged` or `insecure_page`.
   */
  async load(model: ModelFile, onStage: StageListener): Promise<LoadedModel> {
    if (!isSecureContext) throw insecure();
    const load = () => this.loadLocked(model, onStage);
    // The lock is for other tabs: the second waits for the first and then finds the file. A browser that
    // denies storage denies locks too.
    return (await this.files) ? navigator.locks.request(`fotofun-model-${model.sha256}`, load) : load();
  }

  private async loadLocked(model: ModelFile, onStage: StageListener): Promise<LoadedModel> {
    const files = await this.files;
    const stored = (await files?.read(model)) ?? new Uint8Array();
    if (stored.byteLength >= model.bytes) {
      onStage('verify', 0, 0);
      if ((await sha256(stored)) === model.sha256) return { bytes: stored, note: '' };
      await files?.remove(model.id);
    }
    const bytes = new Uint8Array(model.bytes);
    const note = await this.download(model, stored, bytes, onStage);
    onStage('verify', 0, 0);
    if ((await sha256(bytes)) !== model.sha256) {
      await files?.remove(model.id);
      throw damaged();
    }
    await files?.remove(model.id, model).catch(() => {});
    return { bytes, note };
  }

  /** Fill `bytes` from what is stored and the server, storing what arrives; returns a note. */
  private async download(
    model: ModelFile,
    stored: Uint8Array,
    bytes: Uint8Array,
    onStage: StageListener,
  ): Promise<string> {
    const copy = await DiskCopy.open(await this.files, model);
    try {
      let done = stored.byteLength < model.bytes ? stored.byteLength : 0;
      const response = await this.ask(model, done);
      if (response.status === 206) bytes.set(stored.subarray(0, done));
      else done = 0;
      copy.truncate(done);
      onStage('download', done, model.bytes);
      for await (const part of arriving(response, model, () => done)) {
        if (done + part.byteLength > model.bytes) {
          copy.truncate(0);
          throw damaged();
        }
        bytes.set(part, done);
        copy.append(part, done);
        done += part.byteLength;
        onStage('download', done, model.bytes);
      }
      if (done < model.bytes) throw interrupted(model, done);
    } finally {
      copy.close();
    }
    if (copy.failed) await (await this.files)?.remove(model.id).catch(() => {});
    return copy.failed
      ? t('The model could not be stored on this device, so it will be downloaded again the next time.')
      : '';
  }

  /** An answer that begins at byte `from` (206) or at the beginning (200). */
  private async ask(model: ModelFile, from: number): Promise<Response> {
    const response = await request(new URL(model.file, this.base), {
      purpose: t('Model: {title}', { title: model.title }),
      // The browser's own cache would hold the same bytes a second time.
      cache: 'no-store',
      headers: from > 0 ? { Range: `bytes=${from}-` } : {},
    }).catch((error: unknown) => {
      throw isOffline(error) ? notHereYet(model, from) : error;
    });
    const range = `bytes ${from}-${model.bytes - 1}/${model.bytes}`;
    if (response.status === 206 && response.headers.get('Content-Range') === range) return response;
    if (response.status === 200) return response;
    await response.body?.cancel();
    if (from > 0) return this.ask(model, 0);
    throw new FotoFunError(
      'model_unavailable',
      t('The model {title} is not on the server (answer {status}).', {
        title: model.title,
        status: response.status,
      }),
      'Reload the page; the editor may have been updated.',
    );
  }
}

/** The growing copy on disk. When the disk is full the download goes on without it. */
class DiskCopy {
  failed = false;

  private constructor(private readonly handle: FileSystemSyncAccessHandle | null) {
    this.failed = handle === null;
  }

  static async open(files: ModelFiles | null, model: ModelFile): Promise<DiskCopy> {
    return new DiskCopy((await files?.write(model).catch(() => null)) ?? null);
  }

  truncate(size: number): void {
    this.attempt((handle) => handle.truncate(size));
  }

  append(part: Uint8Array<ArrayBuffer>, at: number): void {
    this.attempt((handle) => {
      if (handle.write(part, { at }) < part.byteLength) throw new Error('storage is full');
    });
  }

  close(): void {
    this.attempt((handle) => handle.flush());
    this.handle?.close();
  }

  private attempt(work: (handle: FileSystemSyncAccessHandle) => void): void {
    if (this.failed || !this.handle) return;
    try {
      work(this.handle);
    } catch {
      this.failed = true;
    }
  }
}

/** The parts of the answer's body; a connection that breaks is told as such. */
async function* arriving(
  response: Response,
  model: ModelFile,
  done: () => number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!response.body) return;
  const reader = response.body.getReader();
  for (;;) {
    const next = await reader.read().catch(() => {
      throw interrupted(model, done());
    });
    if (next.done) return;
    yield next.value;
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function isOffline(error: unknown): boolean {
  return error instanceof FotoFunError && error.info.kind === 'offline';
}

function insecure(): FotoFunError {
  return new FotoFunError(
    'insecure_page',
    'Models cannot run, because this page did not come over a secure connection.',
    'Everything else works. To use models, open the editor with https, or at localhost on the machine that serves it.',
  );
}

function damaged(): FotoFunError {
  return new FotoFunError(
    'model_damaged',
    'The model file arrived damaged (its checksum is wrong).',
    'Try again; if it happens again, the file on the server is not the one that this editor was built for.',
    'Nothing was changed, and the damaged file was removed.',
  );
}

function interrupted(model: ModelFile, done: number): FotoFunError {
  return new FotoFunError(
    'download_interrupted',
    t('The download of {title} stopped at {done} of {total} MB.', {
      title: model.title,
      done: megabytes(done),
      total: megabytes(model.bytes),
    }),
    'Check the connection and try again; it goes on from there.',
    'Your picture is unchanged, and what has arrived is kept.',
  );
}

function notHereYet(model: ModelFile, from: number): FotoFunError {
  const { title } = model;
  return new FotoFunError(
    'offline',
    from > 0
      ? t('The model {title} is only partly on this device, and the server cannot be reached.', { title })
      : t('The model {title} is not on this device yet, and the server cannot be reached.', { title }),
    t('Try again when you are online ({size} MB).', { size: megabytes(model.bytes - from) }),
  );
}
