import type { Scene, SceneLayer, ScenePlane, Table, Tile } from '../generated/protocol';
import type { Drawn } from './compositor';
import type { Live } from './live';
import { LookupTable } from './lookup-table';
import type { Matrix } from './matrix';
import type { Rectangle } from './page-grid';
import { Plane } from './plane';
import type { Programs } from './programs';
import type { Uploads } from './uploads';

/** A new revision of a plane: all of it, or the tiles in which it differs from the one before. */
type Coming =
  | { kind: 'whole'; revision: number; plane: Plane }
  | { kind: 'tiles'; revision: number; tiles: { area: Rectangle; bytes: Uint8Array }[]; isSent: boolean };

/** A scene that is shown as soon as all that it names has come, and what came for it. */
interface Pending {
  readonly scene: Scene;
  readonly planes: Map<string, Coming>;
  readonly tables: Map<string, { info: Table; buffers: ArrayBuffer[] }>;
}

/** The open document: the scene that is shown, the planes and tables it names, and the scenes that are on their way. */
export class Picture {
  /** What is drawn. */
  shown: Scene;
  private readonly planes = new Map<string, Plane>();
  private readonly tables = new Map<string, LookupTable>();
  private pending: Pending[] = [];
  private readonly texts = new WeakMap<SceneLayer, string>();

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly uploads: Uploads,
    readonly live: Live,
    scene: Scene,
  ) {
    this.shown = scene;
    // There is nothing else to show: the first scene is seen as it comes in.
    for (const plane of scene.planes) this.planes.set(plane.name, this.plane(plane));
  }

  /** The newest scene. */
  get scene(): Scene {
    return this.pending.at(-1)?.scene ?? this.shown;
  }

  /** Whether everything that the scene names has come, so that nothing earlier need be shown in its place. */
  get isComplete(): boolean {
    const isThere = ({ name }: ScenePlane) => this.planes.get(name)?.isComplete === true;
    return this.pending.length === 0 && this.shown.planes.every(isThere);
  }

  /** Follows a scene of the same document. */
  change(scene: Scene): void {
    const planes = new Map<string, Coming>();
    for (const info of scene.planes) {
      const latest = this.latest(info.name);
      if (latest === info.revision) continue;
      const isPatch = info.base !== null && info.base === latest;
      planes.set(
        info.name,
        isPatch
          ? { kind: 'tiles', revision: info.revision, tiles: [], isSent: false }
          : { kind: 'whole', revision: info.revision, plane: this.plane(info) },
      );
    }
    this.pending.push({ scene, planes, tables: new Map() });
    this.settle();
  }

  putTile({ plane: name, revision, last, ...area }: Tile, data: ArrayBuffer): void {
    const bytes = new Uint8Array(data);
    const pending = this.pending.findLast(({ planes }) => planes.get(name)?.revision === revision);
    const coming = pending?.planes.get(name);
    if (coming?.kind === 'tiles') {
      coming.tiles.push({ area, bytes });
      coming.isSent = last;
      return;
    }
    const plane = coming?.plane ?? this.planes.get(name);
    if (plane?.revision === revision && !plane.isComplete) this.uploads.add(plane, bytes, area);
  }

  setTable(info: Table, buffers: ArrayBuffer[]): void {
    const { layer, revision } = info;
    const pending = this.pending.findLast(({ scene }) => uses(scene.layers, layer, revision));
    if (pending) pending.tables.set(layer, { info, buffers });
    else this.tableOf(layer).set(info, buffers);
  }

  /** Shows the scenes that have become complete, one after the other; true if there was one. */
  settle(): boolean {
    let isChanged = false;
    while (this.pending[0] && this.isReady(this.pending[0])) {
      this.activate(this.pending[0]);
      this.pending.shift();
      isChanged = true;
    }
    return isChanged;
  }

  /** What is drawn; `isBefore` is without tables and masks. */
  drawn(isBefore: boolean): Drawn {
    return {
      size: this.shown,
      layers: this.shown.layers,
      isBefore,
      plane: (name) => this.planes.get(name) ?? null,
      table: (id) => this.tables.get(id) ?? null,
      live: (id) => this.live.matrix(id),
      strokes: (id) => (isBefore ? [] : this.live.strokesOn(id)),
    };
  }

  /** A text for each layer of the document that changes when the layer does. */
  keys(): string[] {
    return this.shown.layers.map((layer) => this.key(layer));
  }

  get selection(): Plane | null {
    const { selection } = this.shown;
    return selection === null ? null : (this.planes.get(selection) ?? null);
  }

  /** The plane of a layer's mask, and how it is laid into the document. */
  maskOf(id: string): { plane: Plane; matrix: Matrix } | null {
    let found: SceneLayer['mask'] = null;
    every(this.shown.layers, (layer) => {
      if (layer.id === id) found ??= layer.mask;
      return true;
    });
    const { plane, matrix } = (found as SceneLayer['mask']) ?? {};
    const shown = plane === undefined ? null : this.planes.get(plane);
    return shown && matrix ? { plane: shown, matrix } : null;
  }

  /** Gives the tables, which need not be sent again, to the picture of a new context. */
  copyTables(to: Picture): void {
    for (const [id, table] of this.tables) table.copyTo(to.tableOf(id));
  }

  dispose(): void {
    for (const plane of this.planes.values()) plane.dispose();
    for (const { planes } of this.pending) planes.forEach(disposeComing);
    for (const table of this.tables.values()) table.dispose();
    this.planes.clear();
    this.tables.clear();
    this.pending = [];
  }

  // --- scenes -------------------------------------------------------------------------------------

  private isReady({ scene, planes, tables }: Pending): boolean {
    for (const [name, coming] of planes) {
      if (coming.kind === 'whole' ? !coming.plane.isComplete : !coming.isSent) return false;
      if (coming.kind === 'tiles' && !this.planes.get(name)?.isComplete) return false;
    }
    return every(scene.layers, ({ id, table }) => {
      return table === null || (tables.get(id)?.info ?? this.tables.get(id)?.info)?.revision === table;
    });
  }

  private activate({ scene, planes, tables }: Pending): void {
    for (const [name, coming] of planes) {
      const plane = this.planes.get(name);
      if (coming.kind === 'whole') {
        plane?.dispose();
        this.planes.set(name, coming.plane);
      } else if (plane) {
        for (const { area, bytes } of coming.tiles) plane.patch(area, bytes);
        plane.revision = coming.revision;
      }
    }
    for (const [id, { info, buffers }] of tables) this.tableOf(id).set(info, buffers);
    this.live.follow(this.shown, scene, new Set(planes.keys()));
    this.shown = scene;
    this.free();
  }

  /** Frees what the scene no longer names. */
  private free(): void {
    const names = new Set(this.shown.planes.map(({ name }) => name));
    for (const [name, plane] of this.planes) {
      if (names.has(name)) continue;
      plane.dispose();
      this.planes.delete(name);
    }
    const ids = new Set<string>();
    every(this.shown.layers, ({ id, table }) => Boolean(table === null || ids.add(id)));
    for (const [id, table] of this.tables) {
      if (ids.has(id)) continue;
      table.dispose();
      this.tables.delete(id);
    }
  }

  private latest(name: string): number | null {
    const coming = this.pending.findLast(({ planes }) => planes.has(name))?.planes.get(name);
    return (coming ?? this.planes.get(name))?.revision ?? null;
  }

  private key(layer: SceneLayer): string {
    let text = this.texts.get(layer);
    if (text === undefined) this.texts.set(layer, (text = JSON.stringify(layer)));
    const parts = [text];
    every([layer], ({ id, plane, mask }) => {
      for (const name of [plane, mask?.plane]) {
        const found = name ? this.planes.get(name) : null;
        if (found) parts.push(`${found.serial}.${found.changes}`);
      }
      parts.push(String(this.tables.get(id)?.info?.revision), this.live.key(id));
      return true;
    });
    return parts.join();
  }

  private tableOf(id: string): LookupTable {
    let table = this.tables.get(id);
    if (!table) this.tables.set(id, (table = new LookupTable(this.gl)));
    return table;
  }

  private plane({ kind, revision, width, height }: ScenePlane): Plane {
    return new Plane(this.gl, this.programs, kind, revision, { width, height });
  }
}

/** Whether all layers, and those in them and clipped to them, are so. */
function every(layers: readonly SceneLayer[], isSo: (layer: SceneLayer) => boolean): boolean {
  return layers.every((layer) => isSo(layer) && every(layer.layers, isSo) && every(layer.clipped, isSo));
}

function uses(layers: readonly SceneLayer[], id: string, table: number): boolean {
  return !every(layers, (layer) => layer.id !== id || layer.table !== table);
}

function disposeComing(coming: Coming): void {
  if (coming.kind === 'whole') coming.plane.dispose();
}
