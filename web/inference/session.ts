import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { TensorInfo } from '../generated/protocol';
import type { Provider, Runtime } from './runtime';

export interface Tensors {
  infos: TensorInfo[];
  buffers: ArrayBuffer[];
}

const ARRAYS = { float32: Float32Array, int64: BigInt64Array, uint8: Uint8Array } as const;

const queues = new WeakMap<Runtime, Promise<unknown>>();

/** A runtime does one thing at a time; the next waits for the last. */
function exclusive<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  const result = (queues.get(runtime) ?? Promise.resolve()).then(work);
  queues.set(
    runtime,
    result.catch(() => {}),
  );
  return result;
}

/** A model, loaded and ready to run on one provider. */
export class ModelSession {
  private constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    /** Rejects when the graphics card goes away; never settles otherwise. */
    private readonly lost: Promise<never>,
  ) {}

  static create(runtime: Runtime, provider: Provider, model: Uint8Array): Promise<ModelSession> {
    return exclusive(runtime, async () => {
      const session = await created(runtime, provider, model);
      const lost = provider === 'webgpu' ? deviceLost(runtime) : new Promise<never>(() => {});
      lost.catch(() => {});
      return new ModelSession(runtime, session, lost);
    });
  }

  /** Run once: named tensors in, every output of the model out, in the model's order. */
  run(inputs: Tensors): Promise<Tensors> {
    return exclusive(this.runtime, async () => {
      const feeds: Record<string, Tensor> = {};
      inputs.infos.forEach((info, index) => {
        const data = new ARRAYS[info.type](inputs.buffers[index] ?? new ArrayBuffer());
        feeds[info.name] = new this.runtime.Tensor(info.type, data, info.shape);
      });
      const results = await Promise.race([this.session.run(feeds), this.lost]);
      return collect(this.session.outputNames.map((name) => [name, results[name]]));
    });
  }

  release(): Promise<void> {
    return exclusive(this.runtime, () => this.session.release());
  }
}

async function deviceLost(runtime: Runtime): Promise<never> {
  const device = await runtime.env.webgpu.device;
  const { message } = await device.lost;
  throw new Error(message || 'the graphics card stopped answering');
}

function collect(results: [string, Tensor | undefined][]): Tensors {
  const outputs: Tensors = { infos: [], buffers: [] };
  for (const [name, tensor] of results) {
    if (!tensor) continue;
    const { type, data } = tensor;
    if (!isCarried(type) || !ArrayBuffer.isView(data)) throw new Error(`output ${name} is of type ${type}`);
    outputs.infos.push({ name, type, shape: [...tensor.dims] });
    outputs.buffers.push(ownBuffer(data));
  }
  return outputs;
}

function isCarried(type: string): type is TensorInfo['type'] {
  return type in ARRAYS;
}

/** The view's bytes in a buffer that can be transferred; copied only if the buffer holds more than them. */
function ownBuffer(view: ArrayBufferView): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = view;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

/**
 * A session of a model, optimised as far as the runtime can: its optimiser reshapes some graphs wrongly, and says so
 * when they are loaded.
 */
async function created(runtime: Runtime, provider: Provider, model: Uint8Array): Promise<InferenceSession> {
  const create = (graphOptimizationLevel: 'all' | 'basic' | 'disabled') =>
    runtime.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel,
      logSeverityLevel: 3,
    });
  return create('all')
    .catch(() => create('basic'))
    .catch(() => create('disabled'));
}
