import { FotoFunError } from '../errors';
import { request } from '../net';
import type { RuntimeImage } from './runtime-image';

export type PyodideCode = typeof import('pyodide');

const PURPOSE = 'Python, which the editor runs on';

/** The files of `engine/<hash>/`; counts the bytes (unpacked) that have arrived. */
export class Downloads {
  readonly image: Promise<RuntimeImage>;
  /** What Pyodide fetches for itself while it starts, under way since this was made; by address. */
  readonly responses: Map<string, Promise<Response>>;
  private done = 0;
  private total = 0;

  constructor(
    readonly base: URL,
    private readonly report: (done: number, total: number) => void,
  ) {
    this.image = this.response('runtime.json').then(
      async (response) => (await response.json()) as RuntimeImage,
    );
    this.responses = new Map([
      [this.address('pyodide.asm.wasm'), this.response('pyodide.asm.wasm', true)],
      [
        this.address('python_stdlib.zip'),
        this.bytes('python_stdlib.zip').then((bytes) => new Response(bytes)),
      ],
    ]);
    for (const promise of this.responses.values()) promise.catch(seenWhereAwaited);
  }

  /** Pyodide's code: the part that is a module, and the part that leaves its function in the global scope. */
  async code(): Promise<PyodideCode> {
    const [code] = await Promise.all([
      import(/* @vite-ignore */ this.address('pyodide.mjs')) as Promise<PyodideCode>,
      import(/* @vite-ignore */ this.address('pyodide.asm.js')),
    ]);
    return code;
  }

  async bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const [response, { sizes }] = await Promise.all([this.response(name), this.image]);
    const bytes = new Uint8Array(sizes[name]!);
    const reader = response.body!.getReader();
    let length = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (length + chunk.value.length > bytes.length) throw incomplete(name);
      bytes.set(chunk.value, length);
      length += chunk.value.length;
      await this.advance(chunk.value.length);
    }
    if (length !== bytes.length) throw incomplete(name);
    return bytes;
  }

  async text(name: string): Promise<string> {
    return new TextDecoder().decode(await this.bytes(name));
  }

  /** A library, compiled while it arrives; the browser keeps the compiled code for the next visit. */
  async compiled(name: string): Promise<WebAssembly.Module> {
    const compiled = await WebAssembly.compileStreaming(this.response(name, true));
    await this.arrived(name);
    return compiled;
  }

  /** Count a file as a whole, where nothing shows how its bytes come in. */
  async arrived(name: string): Promise<void> {
    const { sizes } = await this.image;
    await this.advance(sizes[name]!);
  }

  private async advance(bytes: number): Promise<void> {
    const { sizes } = await this.image;
    this.total ||= Object.values(sizes).reduce((sum, size) => sum + size, 0);
    this.done += bytes;
    this.report(this.done, this.total);
  }

  private address(name: string): string {
    return new URL(name, this.base).href;
  }

  private async response(name: string, untouched = false): Promise<Response> {
    const response = await request(this.address(name), { purpose: PURPOSE, untouched });
    if (!response.ok) throw incomplete(name);
    return response;
  }
}

function incomplete(name: string): FotoFunError {
  return new FotoFunError(
    'engine_incomplete',
    `A part of the editor did not arrive whole: ${name}.`,
    'Reload the page. If it happens again, the copy on the server is damaged.',
  );
}

function seenWhereAwaited(): void {}
