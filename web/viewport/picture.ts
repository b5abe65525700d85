import type { Scene, Table, Tile } from '../generated/protocol';
import { LookupTable } from './lookup-table';
import type { DrawnLayer } from './painter';
import { Plane, type PlaneKind } from './plane';
import type { Programs } from './programs';
import { ScreenCopy } from './screen-copy';
import type { Uploads } from './uploads';

/** A plane that is seen, and the one of a newer revision that takes its place once all of it is there. */
class Changing {
  shown: Plane | null = null;
  coming: Plane | null = null;

  want(revision: number | null, make: (revision: number) => Plane): void {
    if (revision === null) return this.dispose();
    if (revision === this.shown?.revision) {
      this.coming?.dispose();
      this.coming = null;
    } else if (revision !== this.coming?.revision) {
      this.coming?.dispose();
      this.coming = make(revision);
    }
  }

  find(revision: number): Plane | null {
    return [this.shown, this.coming].find((plane) => plane?.revision === revision) ?? null;
  }

  settle(): void {
    if (!this.coming?.isComplete) return;
    this.shown?.dispose();
    this.shown = this.coming;
    this.coming = null;
  }

  dispose(): void {
    this.shown?.dispose();
    this.coming?.dispose();
    this.shown = this.coming = null;
  }
}

interface Layer {
  pixels: Changing;
  mask: Changing;
  table: LookupTable;
  copy: ScreenCopy;
}

/** The open document's layers: what the scene names, as far as it has come. */
export class Picture {
  private readonly layers = new Map<string, Layer>();

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly uploads: Uploads,
    public scene: Scene,
  ) {
    this.change(scene);
  }

  /** Whether everything that the scene names has come, so that nothing earlier need be shown in its place. */
  get isComplete(): boolean {
    return this.scene.layers.every(({ id, visible }) => !visible || this.layers.get(id)?.pixels.shown);
  }

  /** Follows a scene of the same document: planes that are no longer named are freed. */
  change(scene: Scene): void {
    this.scene = scene;
    const names = new Set(scene.layers.map(({ id }) => id));
    for (const [id, layer] of this.layers) if (!names.has(id)) this.remove(id, layer);
    for (const { id, pixels, mask, table } of scene.layers) {
      const layer = this.layer(id);
      if (table === null) layer.copy.release();
      layer.pixels.want(pixels, (revision) => this.plane('pixels', revision));
      layer.mask.want(mask, (revision) => this.plane('mask', revision));
    }
  }

  putTile({ layer, plane: kind, revision, x, y, width, height }: Tile, bytes: ArrayBuffer): void {
    const plane = this.layers.get(layer)?.[kind].find(revision);
    if (plane) this.uploads.add(plane, new Uint8Array(bytes), { x, y, width, height });
  }

  setTable(table: Table, buffers: ArrayBuffer[]): void {
    this.layers.get(table.layer)?.table.set(table, buffers);
  }

  /** Shows planes that have become complete. */
  settle(): void {
    for (const { pixels, mask } of this.layers.values()) {
      pixels.settle();
      mask.settle();
    }
  }

  /** What is drawn, bottom to top; `before` is without tables and masks. */
  drawn(before: boolean): DrawnLayer[] {
    return this.scene.layers.flatMap(({ id, visible, table }) => {
      const layer = this.layer(id);
      const pixels = layer.pixels.shown ?? layer.pixels.coming;
      if (!visible || !pixels) return [];
      if (before) return [{ pixels, mask: null, adjusted: null }];
      return [{ pixels, mask: layer.mask.shown, adjusted: table === null ? null : layer }];
    });
  }

  /** Gives the tables, which are not sent again, to the picture of a new context. */
  copyTables(to: Picture): void {
    for (const [id, { table }] of this.layers) table.copyTo(to.layer(id).table);
  }

  dispose(): void {
    for (const [id, layer] of this.layers) this.remove(id, layer);
  }

  private layer(id: string): Layer {
    let layer = this.layers.get(id);
    if (!layer) {
      layer = {
        pixels: new Changing(),
        mask: new Changing(),
        table: new LookupTable(this.gl),
        copy: new ScreenCopy(this.gl),
      };
      this.layers.set(id, layer);
    }
    return layer;
  }

  private plane(kind: PlaneKind, revision: number): Plane {
    return new Plane(this.gl, this.programs, kind, revision, this.scene);
  }

  private remove(id: string, { pixels, mask, table, copy }: Layer): void {
    pixels.dispose();
    mask.dispose();
    table.dispose();
    copy.release();
    this.layers.delete(id);
  }
}
