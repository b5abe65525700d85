import { FotoFunError } from '../errors';
import type { InferParams, ModelFile } from '../generated/protocol';
import { t } from '../language/words';
import { request } from '../net';
import type { AdapterFacts } from './providers';
import type { Tensors } from './session';
import { recall, remember } from './verdict';

/** A tiny model with a known input and output, as `models/canary.toml` describes it. */
export interface Canary {
  id: string;
  file: string;
  sha256: string;
  bytes: number;
  tolerance: number;
  first_limit_ms: number;
  time_limit_ms: number;
  input: { name: string; shape: number[]; fill: { multiplier: number; modulus: number } };
  output: { name: string; shape: number[]; stride: number; expected: number[] };
}

export interface TimedRun extends Tensors {
  /** How long it took to make the model ready, in seconds; 0 when it was. */
  loadSeconds: number;
  seconds: number;
}

/** How the canary gets to the graphics card. */
export interface Device {
  /** Fetch the runtime and the model, so that a slow network is not taken for a slow card. */
  download(model: ModelFile): Promise<unknown>;
  run(params: InferParams, buffers: ArrayBuffer[]): Promise<TimedRun>;
}

/** What the canary found; '' is that all is well. */
type Finding = '' | 'failed' | 'slow' | 'wrong';

/** In words for people. */
function inWords(finding: string): string {
  if (finding === 'slow')
    return t('The graphics card took too long over a test picture, so WebAssembly is used.');
  if (finding === 'wrong')
    return t('The graphics card computed a known picture wrongly, so WebAssembly is used.');
  return finding && t('The graphics card could not run a test model, so WebAssembly is used.');
}

const unchecked = () => t('The graphics card could not be checked, so WebAssembly is used.');

/**
 * Why WebGPU must not be used on this adapter; empty when the canary passes on it.
 *
 * The verdict is remembered for this adapter, browser and canary.
 */
export async function judgeByCanary(adapter: AdapterFacts, modelsBase: URL, device: Device): Promise<string> {
  const canary = await readCanary(modelsBase).catch(() => null);
  if (!canary) return unchecked();
  const subject = JSON.stringify([adapter, navigator.userAgent, canary.sha256]);
  const remembered = await recall(subject);
  if (remembered !== null) return inWords(remembered);
  // No network is no fault of the graphics card.
  const finding = await testAdapter(canary, device).catch((error: unknown) =>
    error instanceof FotoFunError ? null : 'failed',
  );
  if (finding === null) return unchecked();
  await remember(subject, finding);
  return inWords(finding);
}

async function readCanary(modelsBase: URL): Promise<Canary> {
  const response = await request(new URL('index.json', modelsBase), { purpose: 'The list of models' });
  return ((await response.json()) as { canary: Canary }).canary;
}

async function testAdapter(canary: Canary, device: Device): Promise<Finding> {
  await device.download(question(canary)[0].model);
  const first = await withTimeout(device.run(...question(canary)), canary.first_limit_ms * 2);
  if (!first || (first.loadSeconds + first.seconds) * 1000 > canary.first_limit_ms) return 'slow';
  const second = await withTimeout(device.run(...question(canary)), canary.first_limit_ms);
  if (!second || second.seconds * 1000 > canary.time_limit_ms) return 'slow';
  if (isRight(canary, first) && isRight(canary, second)) return '';
  return 'wrong';
}

/** The canary's request: value i of the input is ((i * multiplier) mod modulus) / modulus - 1/2. */
export function question(canary: Canary): [InferParams, ArrayBuffer[]] {
  const { name, shape, fill } = canary.input;
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from(
    { length: count },
    (_, i) => ((i * fill.multiplier) % fill.modulus) / fill.modulus - 0.5,
  );
  const { id, file, sha256, bytes } = canary;
  const model = { id, title: t('the test of the graphics card'), file, sha256, bytes };
  return [{ model, provider: 'webgpu', inputs: [{ name, type: 'float32', shape }] }, [values.buffer]];
}

/** Whether the output is what it must be, within the canary's tolerance; NaN is not. */
export function isRight(canary: Canary, { infos, buffers }: Tensors): boolean {
  const { name, stride, expected } = canary.output;
  const values = new Float32Array(
    buffers[infos.findIndex((info) => info.name === name)] ?? new ArrayBuffer(),
  );
  return expected.every((value, k) => Math.abs((values[k * stride] ?? NaN) - value) <= canary.tolerance);
}

/** Null when `work` is not done in time; a graphics driver can hang for ever. */
function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));
  return Promise.race([work, late]);
}
