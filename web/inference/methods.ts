import type { Words } from '../language/words';
import type { InferenceMethods, ModelFile, Nothing } from '../generated/protocol';

/** Where the worker finds its files; absolute addresses that end with a slash. */
export interface InferenceConfig {
  /** The folder of onnxruntime-web's files. */
  inferenceBase: string;
  /** The folder of `index.json` and the model files. */
  modelsBase: string;
  /** Hosts that may be asked besides the page's own. */
  hosts: string[];
}

/** What the page asks of the inference worker besides what the engine does. */
export interface InferenceWorkerMethods extends InferenceMethods {
  /** Comes first. */
  configure: { params: InferenceConfig; result: Nothing };
  /** Say what people read in these words from now on. */
  speak: { params: { words: Words }; result: Nothing };
  /** Download these models, and nothing else, unless they are here; `notes` says what a person should know. */
  keep: { params: { models: ModelFile[] }; result: { notes: string[] } };
  /** The ids of the models on this device; `begun`: bytes that have arrived of those whose download was cut. */
  stored: { params: Nothing; result: { models: string[]; begun: Record<string, number> } };
  /** Keep an own model, if it runs here. Buffers: [the ONNX file]. `manifest` (JSON) is kept with it. */
  adopt: { params: { model: ModelFile; manifest: string }; result: Nothing };
  /** Remove a model from this device. */
  remove: { params: { id: string }; result: Nothing };
}
