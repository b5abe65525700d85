import type { Editor } from '../editor';
import { FotoFunError } from '../errors';
import type { ModelInfo } from '../generated/protocol';
import type { InferenceClient } from '../inference/client';
import { findLocalTasks } from './local-tasks';

/** Where a model is: here, not here, begun to arrive, or to be brought by hand. */
export type Place = 'here' | 'elsewhere' | 'begun' | 'absent';

/** A model and where it is; `arrived` is how many of its bytes are on this device. */
export interface Model extends ModelInfo {
  place: Place;
  arrived: number;
}

/** Bytes that the browser keeps for this page, and how many it could; null where it does not say. */
export interface Room {
  used: number;
  free: number;
}

/** Called with bytes that have arrived, and all. */
export type Arrival = (done: number, total: number) => void;

/** The models that there are, those of them that are on this device, and a person's own. */
export class Models {
  constructor(
    private readonly editor: Editor,
    private readonly inference: InferenceClient,
  ) {}

  /** All of them, by task. */
  async list(): Promise<Model[]> {
    const [{ result: infos }, { result: stored }] = await Promise.all([
      this.editor.ask('models', {}),
      this.inference.request('stored', {}),
    ]);
    return infos.map((info) => {
      const { id, bytes } = info.file;
      const isHere = stored.models.includes(id);
      const begun = stored.begun[id] ?? 0;
      if (isHere) return { ...info, place: 'here', arrived: bytes };
      if (info.origin !== 'built') return { ...info, place: 'absent', arrived: 0 };
      return { ...info, place: begun > 0 ? 'begun' : 'elsewhere', arrived: begun };
    });
  }

  async room(): Promise<Room | null> {
    const estimate = await navigator.storage?.estimate?.().catch(() => null);
    if (!estimate?.quota) return null;
    const { usage = 0, quota } = estimate;
    return { used: usage, free: Math.max(0, quota - usage) };
  }

  /**
   * Have these on this device, with what runs them; what is here stays, what has begun goes on. Answers what the
   * person should know. The browser is asked not to clear them when the disk is full.
   */
  async keep(models: readonly Model[], onArrival: Arrival): Promise<string[]> {
    await navigator.storage?.persist?.().catch(() => false);
    const files = models.filter(({ origin }) => origin === 'built').map(({ file }) => file);
    const { result } = await this.inference.request(
      'keep',
      { models: files },
      [],
      ({ stage, done, total }) => {
        if (stage === 'download' && total > 0) onArrival(done, total);
      },
    );
    return result.notes;
  }

  /** Take a model off this device; an own one for good. */
  async remove({ origin, file: { id } }: Model): Promise<void> {
    await this.inference.request('remove', { id });
    if (origin === 'own') await this.editor.ask('remove_model', { id });
    await findLocalTasks(this.editor);
  }

  /** Stop what is arriving; the beginning stays. */
  stop(): void {
    this.inference.cancel();
  }

  /**
   * Add a person's own model: an ONNX file, and its manifest (TOML) unless FotoFun knows the file. It is checked,
   * tried, and kept on this device. Answers its title.
   */
  async add(files: readonly File[]): Promise<string> {
    const { file, manifest } = await sorted(files);
    const { result } = await this.editor.ask('check_model', { manifest }, [await file.arrayBuffer()]);
    const { file: model } = result.model;
    await this.inference.request('adopt', { model, manifest: result.manifest }, [await file.arrayBuffer()]);
    await this.editor.ask('add_model', { manifest: result.manifest });
    await findLocalTasks(this.editor);
    return model.title;
  }
}

async function sorted(files: readonly File[]): Promise<{ file: File; manifest: string }> {
  const models = files.filter(({ name }) => /\.onnx$/i.test(name));
  const manifests = files.filter(({ name }) => /\.toml$/i.test(name));
  const [file] = models;
  if (!file || models.length > 1 || manifests.length > 1) {
    throw new FotoFunError(
      'command_error',
      'One model is added at a time: an ONNX file and its manifest.',
      'Choose a file that ends with .onnx, and the .toml file that belongs to it.',
      'Nothing was added.',
    );
  }
  return { file, manifest: (await manifests[0]?.text()) ?? '' };
}
