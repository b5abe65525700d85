/** A page with nothing but the viewport, for tests to drive: pixels come as base64 or are made here. */
import type { FotoFunError } from "../../../web/errors";
import type { Table } from "../../../web/generated/protocol";
import { Viewport, type View } from "../../../web/viewport/viewport";

const TILE = 1024;
const DOCUMENT = 1;
const LAYER = "photo";

class Harness {
  readonly views: View[] = [];
  readonly errors: FotoFunError[] = [];
  frames = 0;
  restores = 0;
  longTasks: number[] = [];
  readonly viewport: Viewport;
  private document = DOCUMENT;
  private revisions = { pixels: 0, mask: 0, table: 0 };
  private size = { width: 1, height: 1 };

  constructor(readonly canvas: HTMLCanvasElement) {
    this.viewport = new Viewport(canvas, {
      onView: (view) => this.views.push(view),
      onError: (error) => this.errors.push(error),
      onFrame: () => (this.frames += 1),
      onRestore: () => (this.restores += 1),
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        this.longTasks.push(duration);
    }).observe({ entryTypes: ["longtask"] });
  }

  /** Opens a picture of RGBA bytes, in tiles as the engine sends them. */
  async open(
    width: number,
    height: number,
    rgba: Uint8Array,
    document = this.document + 1,
  ): Promise<void> {
    this.document = document;
    this.size = { width, height };
    this.revisions = { pixels: 1, mask: 0, table: 0 };
    this.setScene();
    this.putTiles("pixels", 1, rgba, 4);
    await this.settled();
  }

  /** Replaces the layer's mask, or removes it. */
  async mask(bytes: Uint8Array | null): Promise<void> {
    this.revisions.mask = bytes ? this.revisions.mask + 1 : 0;
    this.setScene();
    if (bytes) this.putTiles("mask", this.revisions.mask, bytes, 1);
    await this.settled();
  }

  /** Sets the layer's table from its sizes and the bytes of its buffers, or removes it. */
  async table(
    info: Partial<Table> | null,
    buffers: Uint8Array[] = [],
  ): Promise<void> {
    this.revisions.table = info ? this.revisions.table + 1 : 0;
    this.setScene();
    if (info) {
      const sizes = { curve_size: 256, cube_size: 0, tone_size: 0, ...info };
      const revision = this.revisions.table;
      const copies = buffers.map((bytes) => bytes.slice().buffer);
      this.viewport.setTable(
        { document: this.document, layer: LAYER, revision, ...sizes },
        copies,
      );
    }
    await this.settled();
  }

  setScene(): void {
    const { pixels, mask, table } = this.revisions;
    const layer = {
      id: LAYER,
      visible: true,
      pixels,
      mask: mask || null,
      table: table || null,
    };
    this.viewport.setScene({
      document: this.document,
      ...this.size,
      layers: [layer],
    });
  }

  putTiles(
    plane: "pixels" | "mask",
    revision: number,
    bytes: Uint8Array,
    channels: number,
  ): void {
    const { width, height } = this.size;
    for (let y = 0; y < height; y += TILE) {
      for (let x = 0; x < width; x += TILE) {
        const [across, down] = [
          Math.min(TILE, width - x),
          Math.min(TILE, height - y),
        ];
        const tile = new Uint8Array(across * down * channels);
        for (let row = 0; row < down; row++) {
          const start = ((y + row) * width + x) * channels;
          tile.set(
            bytes.subarray(start, start + across * channels),
            row * across * channels,
          );
        }
        const last = x + across === width && y + down === height;
        const place = { x, y, width: across, height: down, last };
        this.viewport.putTile(
          { document: this.document, layer: LAYER, plane, revision, ...place },
          tile.buffer,
        );
      }
    }
  }

  /** Waits until nothing is uploaded or drawn any more. */
  async settled(): Promise<void> {
    do await new Promise(requestAnimationFrame);
    while (!this.viewport.isSettled);
  }

  /** A rectangle of the canvas as base64 RGBA. */
  async read(
    x: number,
    y: number,
    width: number,
    height: number,
  ): Promise<string> {
    return toBase64(this.viewport.readPixels(x, y, width, height));
  }

  /** Milliseconds of `count` redraws, each forced to its end. */
  async time(
    count: number,
    before: (index: number) => void = () => {},
  ): Promise<number[]> {
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      before(index);
      this.viewport.readPixels(0, 0, 1, 1);
      times.push(performance.now() - start);
    }
    return times;
  }
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function toBase64(bytes: Uint8Array): Promise<string> {
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)]));
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Bytes of a file beside the page: pixels are passed to the page that way, since they are many. */
async function load(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

declare global {
  interface Window {
    harness: Harness;
    fromBase64: typeof fromBase64;
    load: typeof load;
  }
}

const canvas = document.querySelector("canvas");
if (!canvas) throw new Error("The page has no canvas.");
window.harness = new Harness(canvas);
window.fromBase64 = fromBase64;
window.load = load;
