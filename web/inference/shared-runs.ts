import type { InferParams, InferResult } from '../generated/protocol';
import type { Answer } from '../rpc';

interface Asked {
  params: InferParams;
  buffers: ArrayBuffer[];
  answer: Promise<Answer<InferResult>>;
  isShared: boolean;
}

/** Runs that are under way: who asks for the same meanwhile gets the same answer. */
export class SharedRuns {
  private readonly asked: Asked[] = [];

  /** The answer to a request, made by `run` unless it is being made; `buffers` must stay as they are. */
  async answer(
    params: InferParams,
    buffers: ArrayBuffer[],
    run: () => Promise<Answer<InferResult>>,
  ): Promise<Answer<InferResult>> {
    const same = this.asked.find((each) => isSame(each, params, buffers));
    if (same) {
      same.isShared = true;
      return copied(await same.answer);
    }
    const asked: Asked = { params, buffers, answer: run(), isShared: false };
    this.asked.push(asked);
    try {
      const answer = await asked.answer;
      // What is sent on is gone, and the others still have to copy it.
      return asked.isShared ? copied(answer) : answer;
    } finally {
      this.asked.splice(this.asked.indexOf(asked), 1);
    }
  }
}

function copied({ result, buffers }: Answer<InferResult>): Answer<InferResult> {
  return { result, buffers: buffers.map((buffer) => buffer.slice()) };
}

function isSame(asked: Asked, params: InferParams, buffers: ArrayBuffer[]): boolean {
  return (
    JSON.stringify(asked.params) === JSON.stringify(params) &&
    buffers.every((buffer, index) => hasSameBytes(buffer, asked.buffers[index] ?? new ArrayBuffer()))
  );
}

function hasSameBytes(one: ArrayBuffer, other: ArrayBuffer): boolean {
  if (one.byteLength !== other.byteLength) return false;
  const [left, right] = [new Uint8Array(one), new Uint8Array(other)];
  return left.every((value, index) => value === right[index]);
}
