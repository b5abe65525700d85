/** A page with nothing but the viewport; tests put pixels into it the way the engine does. */
import type { FotoFunError } from "../../../web/errors";
import type { Scene, Table, Tile } from "../../../web/generated/protocol";
import { Viewport, type View } from "../../../web/viewport/viewport";

const TILE = 1024;
const LAYER = "photo";
const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];

interface Event {
  name: string;
  data: unknown;
  buffers: string[];
}

class Harness {
  readonly viewport: Viewport;
  readonly views: View[] = [];
  readonly errors: FotoFunError[] = [];
  frames = 0;
  private isWatched = false;
  private seen: Uint8Array[] = [];
  restores = 0;
  private document = 0;
  private revisions: {
    pixels: number;
    mask: number | null;
    table: number | null;
  } = {
    pixels: 0,
    mask: null,
    table: null,
  };
  private last = 0;
  private size = { width: 1, height: 1 };

  constructor(canvas: HTMLCanvasElement) {
    this.viewport = new Viewport(canvas, {
      onView: (view) => this.views.push(view),
      onError: (error) => this.errors.push(error),
      onFrame: () => this.drawn(),
      onRestore: () => (this.restores += 1),
    });
  }

  /** Opens another picture of RGBA bytes. */
  async open(width: number, height: number, rgba: Uint8Array): Promise<void> {
    this.document += 1;
    this.size = { width, height };
    this.revisions = { pixels: ++this.last, mask: null, table: null };
    this.setScene();
    this.putTiles("pixels", rgba);
    await this.settled();
  }

  /** Replaces the layer's mask, or removes it. */
  async mask(bytes: Uint8Array | null): Promise<void> {
    this.revisions.mask = bytes && ++this.last;
    this.setScene();
    if (bytes) this.putTiles("mask", bytes);
    await this.settled();
  }

  /** Sets the layer's table, or removes it. */
  async table(
    sizes: Pick<Table, "cube_size" | "tone_size" | "matrix"> | null,
    ...buffers: Uint8Array[]
  ): Promise<void> {
    this.setTable(sizes, ...buffers);
    await this.settled();
  }

  setTable(
    sizes: Pick<Table, "cube_size" | "tone_size" | "matrix"> | null,
    ...buffers: Uint8Array[]
  ): void {
    this.revisions.table = sizes && ++this.last;
    this.setScene();
    if (!sizes) return;
    const name = {
      document: this.document,
      layer: LAYER,
      revision: this.last,
      curve_size: 256,
    };
    this.viewport.setTable(
      { ...name, ...sizes },
      buffers.map((bytes) => bytes.slice().buffer),
    );
  }

  /** Says again what is drawn, as after the graphics processor lost it. */
  setScene(): void {
    const { pixels, mask, table } = this.revisions;
    const plane = (name: "pixels" | "mask", revision: number) => {
      return { name, kind: name, revision, base: null, ...this.size };
    };
    this.viewport.setScene({
      document: this.document,
      ...this.size,
      background: null,
      planes: [
        plane("pixels", pixels),
        ...(mask === null ? [] : [plane("mask", mask)]),
      ],
      selection: null,
      layers: [
        {
          id: LAYER,
          kind: "pixels",
          visible: true,
          opacity: 255,
          blend_mode: "normal",
          mask:
            mask === null
              ? null
              : {
                  plane: "mask",
                  matrix: IDENTITY,
                  outside: 255,
                  density: 1,
                  linked: true,
                },
          table,
          plane: "pixels",
          matrix: IDENTITY,
          resampling: "bicubic",
          painted_first: false,
          passes_through: false,
          layers: [],
          clipped: [],
        },
      ],
    });
  }

  /** What the engine's presenter sent, in its order. */
  async present(events: Event[]): Promise<void> {
    for (const { name, data, buffers } of events) {
      const bytes = buffers.map(
        (each) => fromBase64(each).buffer as ArrayBuffer,
      );
      if (name === "scene") this.viewport.setScene(data as Scene);
      else if (name === "tile")
        this.viewport.putTile(data as Tile, bytes[0] ?? new ArrayBuffer(0));
      else this.viewport.setTable(data as Table, bytes);
    }
    await this.settled();
  }

  putTiles(plane: "pixels" | "mask", bytes: Uint8Array): void {
    const { width, height } = this.size;
    const channels = plane === "pixels" ? 4 : 1;
    const name = {
      document: this.document,
      plane,
      revision: this.revisions[plane] ?? 0,
    };
    for (let y = 0; y < height; y += TILE) {
      for (let x = 0; x < width; x += TILE) {
        const place = {
          x,
          y,
          width: Math.min(TILE, width - x),
          height: Math.min(TILE, height - y),
        };
        const tile = new Uint8Array(place.width * place.height * channels);
        for (let row = 0; row < place.height; row++) {
          const start = ((y + row) * width + x) * channels;
          tile.set(
            bytes.subarray(start, start + place.width * channels),
            row * place.width * channels,
          );
        }
        const last = x + place.width === width && y + place.height === height;
        this.viewport.putTile({ ...name, ...place, last }, tile.buffer);
      }
    }
  }

  /** Waits until nothing is uploaded or drawn any more. */
  async settled(): Promise<void> {
    do await new Promise(requestAnimationFrame);
    while (!this.viewport.isSettled);
  }

  /** Goes through views, a frame each, and gives what was on the canvas after each as base64 RGBA, bottom up. */
  async glimpses(views: View[]): Promise<string[]> {
    this.seen = [];
    this.isWatched = true;
    for (const view of views) {
      this.viewport.view = view;
      await new Promise(requestAnimationFrame);
    }
    this.isWatched = false;
    return Promise.all(this.seen.map(toBase64));
  }

  private drawn(): void {
    this.frames += 1;
    if (!this.isWatched) return;
    const { canvas } = this.viewport;
    const gl = canvas.getContext("webgl2");
    const pixels = new Uint8Array(4 * canvas.width * canvas.height);
    gl?.readPixels(
      0,
      0,
      canvas.width,
      canvas.height,
      gl.RGBA,
      gl.UNSIGNED_BYTE,
      pixels,
    );
    this.seen.push(pixels);
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
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

async function toBase64(bytes: Uint8Array): Promise<string> {
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)]));
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Opaque RGBA bytes with shapes and grain, for pictures too large to be passed to the page. */
function grain(width: number, height: number): Uint8Array {
  const pixels = new Uint32Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    const [x, y] = [index % width, Math.floor(index / width)];
    const noise = (Math.imul(index, 2654435761) >>> 28) & 15;
    const [red, green, blue] = [
      ((x >> 4) & 127) + noise,
      ((y >> 4) & 127) + noise,
      (((x + y) >> 5) & 127) + noise,
    ];
    pixels[index] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
  return new Uint8Array(pixels.buffer);
}

declare global {
  interface Window {
    harness: Harness;
    fromBase64: typeof fromBase64;
    grain: typeof grain;
  }
}

const canvas = document.querySelector("canvas");
if (!canvas) throw new Error("The page has no canvas.");
Object.assign(window, { harness: new Harness(canvas), fromBase64, grain });
