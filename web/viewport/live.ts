import type { Scene, SceneLayer } from '../generated/protocol';
import { isEmpty, union, type Look } from './look';
import type { Matrix } from './matrix';
import type { Rectangle } from './page-grid';
import type { Programs } from './programs';
import { Stroke, type Dab, type StrokeStyle } from './stroke';
import type { Target, Targets } from './targets';

/** What people do to layers right now: it is seen at once, and goes when the engine's own result comes. */
export class Live {
  private readonly matrices = new Map<string, Matrix>();
  private strokes: { stroke: Stroke; isEnded: boolean }[] = [];
  private gone = 0;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
  ) {}

  setMatrix(id: string, matrix: Matrix | null): void {
    if (matrix) this.matrices.set(id, matrix);
    else this.matrices.delete(id);
  }

  matrix(id: string): Matrix | null {
    return this.matrices.get(id) ?? null;
  }

  strokesOn(id: string): Stroke[] {
    return this.strokes.flatMap(({ stroke }) => (stroke.style.layer === id ? [stroke] : []));
  }

  /** Changes with what is done to a layer, but for a stroke's new dabs. */
  key(id: string): string {
    const strokes = this.strokes.filter(({ stroke }) => stroke.style.layer === id).length;
    return `${this.matrices.get(id)?.join() ?? ''};${strokes}.${this.gone}`;
  }

  // --- strokes ------------------------------------------------------------------------------------

  begin(style: StrokeStyle): void {
    this.end();
    this.strokes.push({ stroke: new Stroke(this.gl, this.programs, this.targets, style), isEnded: false });
  }

  add(dab: Dab): void {
    this.current?.add(dab);
  }

  restart(): void {
    this.current?.clear();
  }

  /** The stroke is done; it stays until the layer has it. */
  end(): void {
    const last = this.strokes.at(-1);
    if (last) last.isEnded = true;
  }

  /** Takes back the stroke that was begun last. */
  cancel(): void {
    this.remove(this.strokes.length - 1);
  }

  /** Draws new dabs; answers what of the screen they change. */
  update(look: Look, selection: Target | null): Rectangle {
    let damage: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
    for (const { stroke } of this.strokes) {
      stroke.selection = selection;
      const part = stroke.update(look);
      if (!isEmpty(part)) damage = union(damage, part);
    }
    return damage;
  }

  /** A scene takes another's place: what it has in it is no longer live. `planes` are those that changed. */
  follow(before: Scene, after: Scene, planes: ReadonlySet<string>): void {
    for (const id of this.matrices.keys()) {
      if (placeOf(before.layers, id) !== placeOf(after.layers, id)) this.matrices.delete(id);
    }
    for (const { name } of after.planes) {
      if (!planes.has(name)) continue;
      const index = this.strokes.findIndex(
        ({ stroke, isEnded }) => isEnded && name === `pixels:${stroke.style.layer}`,
      );
      this.remove(index);
    }
  }

  dispose(): void {
    while (this.strokes.length) this.remove(0);
    this.matrices.clear();
  }

  private get current(): Stroke | null {
    const last = this.strokes.at(-1);
    return last && !last.isEnded ? last.stroke : null;
  }

  private remove(index: number): void {
    if (index < 0) return;
    for (const { stroke } of this.strokes.splice(index, 1)) stroke.dispose();
    this.gone += 1;
  }
}

/** Where a layer lies, and all that is in it. */
function placeOf(layers: readonly SceneLayer[], id: string): string {
  const places: string[] = [];
  const visit = (layer: SceneLayer, isIn: boolean): void => {
    const isOf = isIn || layer.id === id;
    if (isOf)
      places.push([layer.plane, ...layer.matrix, layer.mask?.plane, ...(layer.mask?.matrix ?? [])].join());
    for (const each of layer.layers) visit(each, isOf);
    for (const each of layer.clipped) visit(each, layer.id !== id && isIn);
  };
  for (const layer of layers) visit(layer, false);
  return places.join(';');
}
