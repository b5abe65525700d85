import type { SceneLayer, SceneMask } from '../generated/protocol';
import type { LookupTable } from './lookup-table';
import { clipCorners, fromFragment, isEmpty, reachOf, whole, type Look } from './look';
import { IDENTITY, isCopy, multiply, type Matrix } from './matrix';
import type { Rectangle } from './page-grid';
import type { Plane } from './plane';
import { drawPages } from './plane-drawing';
import { UNITS, type Defines, type Program, type Programs } from './programs';
import { reading } from './reading';
import type { Stroke } from './stroke';
import type { Target, Targets } from './targets';
import type { Size } from './view';

/** What the layers of a document name, and what happens to them before the engine knows. */
export interface Drawn {
  readonly size: Size;
  readonly layers: readonly SceneLayer[];
  /** Without adjustments and masks. */
  readonly isBefore: boolean;
  plane(name: string): Plane | null;
  table(id: string): LookupTable | null;
  /** A live transformation in the document, after the layer's own. */
  live(id: string): Matrix | null;
  /** What is being painted on a layer, and not in it yet. */
  strokes(id: string): readonly Stroke[];
}

/** What is drawn to, and where. */
export interface Canvas {
  readonly target: Target;
  readonly part: Rectangle;
  /** Nothing was drawn yet. */
  isBare: boolean;
  /** No pixel of the document lets anything through. */
  isOpaque: boolean;
}

type Manner = 'over' | 'inside' | 'alone';

/** Lays the layers of a document over one another, as the engine does: pixel by pixel, in whole numbers. */
export class Compositor {
  /** The live transformations of what the layer is in, and its own. */
  private live: Matrix = IDENTITY;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
    private readonly drawn: Drawn,
    private readonly look: Look,
  ) {
    gl.disable(gl.BLEND);
  }

  /** Draws layers over what a part of the canvas holds. */
  stack(layers: readonly SceneLayer[], canvas: Canvas): void {
    for (const layer of layers) {
      if (!layer.visible || layer.opacity === 0) continue;
      this.moving(layer, (around) => {
        if (layer.kind === 'adjustment') this.adjust(layer, canvas);
        else if (layer.passes_through) this.passThrough(layer, canvas);
        else this.lay(layer, canvas, 'over', around);
      });
    }
  }

  /** Draws a plane as it is, such as a mask. */
  drawRaw(plane: Plane, matrix: Matrix, part: Rectangle): void {
    const { gl, look } = this;
    const how = reading(plane, matrix, 'bicubic', look);
    const program = this.programs.layer({ PLANE: true, RAW: true, ...how.defines }, 'normal', 'normal');
    program.use();
    gl.disable(gl.BLEND);
    drawPages(gl, program, { plane, matrix, reading: how, look, part });
  }

  // --- layers -------------------------------------------------------------------------------------

  private lay(layer: SceneLayer, canvas: Canvas, manner: Manner, around: Matrix): void {
    const clipped = layer.clipped.filter(({ visible, opacity }) => visible && opacity > 0);
    const strokes = this.drawn.strokes(layer.id);
    if (layer.kind === 'pixels' && clipped.length === 0 && strokes.length === 0) {
      this.layPlane(layer, canvas, manner);
      return;
    }
    const group = this.bare(canvas.part);
    if (layer.kind === 'group') this.stack(layer.layers, group);
    else this.layPlane(plain(layer, strokes.length > 0), group, 'over');
    strokes.forEach((stroke, index) => this.paint(layer, group, stroke, index === strokes.length - 1));
    const own = this.live;
    this.live = around; // what is clipped to a layer does not move with it
    for (const each of clipped) if (!group.isBare) this.layInside(each, group);
    this.live = own;
    if (!group.isBare) this.layGroup(layer, group.target, canvas, manner);
    this.targets.give(group.target);
  }

  private layInside(layer: SceneLayer, base: Canvas): void {
    this.moving(layer, (around) => {
      if (layer.kind === 'adjustment') this.adjust(layer, base);
      else this.lay(layer, base, 'inside', around);
    });
  }

  private layPlane(layer: SceneLayer, canvas: Canvas, manner: Manner): void {
    const plane = layer.plane === null ? null : this.drawn.plane(layer.plane);
    if (!plane) return;
    const { look } = this;
    const matrix = multiply(this.live, layer.matrix);
    // What moves is read in the quicker way.
    const resampling = this.live === IDENTITY ? layer.resampling : 'bilinear';
    const how = reading(plane, matrix, resampling, look);
    // Half-covered pixels lie around a plane that does not fill whole ones.
    const border = how.defines['EDGES'] ? Math.ceil(Math.max(1, look.zoom)) : 0;
    const part = reachOf(whole(plane.size), multiply(look.toScreen, matrix), canvas.part, border);
    if (isEmpty(part)) return;
    const isFull = layer.opacity === 255 && !this.masked(layer) && layer.blend_mode === 'normal';
    const hides = isFull && plane.isOpaque && !how.defines['EDGES'];
    const isAlone = canvas.isBare || (hides && manner === 'over');
    const table = this.table(layer);
    const mask = this.mask(layer.mask, part);
    const program = this.use(layer, isAlone ? 'alone' : manner, canvas, part, {
      defines: { PLANE: true, RAW: isAlone && isFull, ...how.defines },
      table,
      mask,
    });
    drawPages(this.gl, program, { plane, matrix, reading: how, look, part });
    this.targets.give(mask);
    canvas.isBare = false;
    canvas.isOpaque ||= hides && manner === 'over' && plane.isComplete && this.covers(plane, matrix);
  }

  private layGroup(layer: SceneLayer, group: Target, canvas: Canvas, manner: Manner): void {
    const mask = this.mask(layer.mask, canvas.part);
    const program = this.use(layer, canvas.isBare ? 'alone' : manner, canvas, canvas.part, {
      defines: { GROUP: true },
      table: null,
      mask,
    });
    group.bind(UNITS.group);
    this.fill(program);
    this.targets.give(mask);
    canvas.isBare = false;
  }

  /** A stroke that is being painted on a layer's own pixels; with the last of them comes the layer's table. */
  private paint(layer: SceneLayer, canvas: Canvas, stroke: Stroke, isLast: boolean): void {
    const before = this.copyOf(canvas, canvas.part);
    const program = this.use(plain(layer, true), 'alone', canvas, canvas.part, {
      defines: { GROUP: true, PAINTED_FIRST: layer.painted_first, ...stroke.defines },
      table: isLast ? this.table(layer) : null,
      mask: null,
      strokeMode: stroke.mode,
    });
    before.bind(UNITS.group);
    stroke.bind(program);
    this.fill(program);
    this.targets.give(before);
    canvas.isBare = false;
  }

  private adjust(layer: SceneLayer, canvas: Canvas): void {
    const table = this.table(layer);
    if (canvas.isBare || !table || this.drawn.isBefore) return;
    const mask = this.mask(layer.mask, canvas.part);
    const program = this.use(layer, 'over', canvas, canvas.part, {
      defines: { ADJUSTMENT: true, NORMAL: layer.blend_mode === 'normal' },
      table,
      mask,
    });
    this.fill(program);
    this.targets.give(mask);
  }

  private passThrough(group: SceneLayer, canvas: Canvas): void {
    if (group.opacity === 255 && !this.masked(group)) return this.stack(group.layers, canvas);
    const after = this.copyOf(canvas, canvas.part);
    this.stack(group.layers, { ...canvas, target: after, isBare: false });
    const mask = this.mask(group.mask, canvas.part);
    const program = this.use({ ...group, blend_mode: 'normal' }, 'over', canvas, canvas.part, {
      defines: { GROUP: true, MIXTURE: true },
      table: null,
      mask,
    });
    after.bind(UNITS.group);
    this.fill(program);
    this.targets.give(after, mask);
    canvas.isBare = false;
  }

  // --- what they need -----------------------------------------------------------------------------

  /** Makes ready to draw a layer on a part of the canvas; answers the program, which is in use. */
  private use(
    layer: SceneLayer,
    manner: Manner,
    canvas: Canvas,
    part: Rectangle,
    what: { defines: Defines; table: LookupTable | null; mask: Target | null; strokeMode?: string },
  ): Program {
    const { gl } = this;
    const isOpaque = canvas.isOpaque && manner === 'over';
    const isPlain = layer.blend_mode === 'normal' && !what.defines['MIXTURE'] && !what.defines['ADJUSTMENT'];
    // The usual case needs no copy of what lies below: blending a byte of alpha rounds as the engine does.
    const isBlended = isOpaque && isPlain;
    const isAlone = manner === 'alone' || isBlended;
    // Scattered pixels only look like what they are where each can be seen.
    const isDissolved = layer.blend_mode === 'dissolve' && this.look.zoom >= 1;
    const mode = isAlone || layer.blend_mode === 'dissolve' ? 'normal' : layer.blend_mode;
    const defines: Defines = {
      ...what.defines,
      ...what.table?.defines,
      ALONE: isAlone,
      MASK: what.mask !== null,
      DISSOLVE: isDissolved,
      OPAQUE: isOpaque && !isAlone && !what.defines['MIXTURE'],
    };
    const program = this.programs.layer(defines, mode, what.strokeMode ?? 'normal');
    const below = isAlone ? null : this.copyOf(canvas, part);
    program.use();
    what.table?.bind(program);
    what.mask?.bind(UNITS.mask);
    gl.uniform2i(program.uniform('manner'), layer.opacity, manner === 'inside' ? 1 : 0);
    gl.uniform1f(program.uniform('density'), layer.mask?.density ?? 1);
    gl.uniformMatrix3fv(program.uniform('toPixel'), true, fromFragment(this.look.toScreen, this.look.screen));
    below?.bind(UNITS.backdrop);
    this.targets.give(below); // its content is read by the next draw, before anybody writes to it
    canvas.target.draw(part);
    if (isBlended) gl.enable(gl.BLEND);
    else gl.disable(gl.BLEND);
    if (isBlended) gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ZERO, gl.ONE);
    return program;
  }

  /** Draws all of the document. */
  private fill(program: Program): void {
    const { gl, look, drawn } = this;
    gl.uniform4fv(program.uniform('corners'), clipCorners(whole(drawn.size), look.toScreen, look.screen));
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** Does something with a layer's live transformation; it is told the one around the layer. */
  private moving(layer: SceneLayer, work: (around: Matrix) => void): void {
    const around = this.live;
    const own = this.drawn.live(layer.id);
    if (own) this.live = multiply(around, own);
    work(around);
    this.live = around;
  }

  private table(layer: SceneLayer): LookupTable | null {
    return layer.table === null || this.drawn.isBefore ? null : this.drawn.table(layer.id);
  }

  /** Whether a plane lies under all of the document. */
  private covers({ size }: Plane, matrix: Matrix): boolean {
    const { width, height } = this.drawn.size;
    const [a, b, left = 0, d, e, top = 0] = matrix;
    const isMoved = isCopy(matrix) && a === 1 && e === 1 && b === 0 && d === 0;
    return isMoved && left <= 0 && top <= 0 && left + size.width >= width && top + size.height >= height;
  }

  private masked({ mask }: SceneLayer): boolean {
    return !this.drawn.isBefore && mask !== null && this.drawn.plane(mask.plane) !== null;
  }

  /** What a mask shows of a part of the screen. */
  private mask(mask: SceneMask | null, part: Rectangle): Target | null {
    const plane = mask && !this.drawn.isBefore ? this.drawn.plane(mask.plane) : null;
    if (!mask || !plane) return null;
    const target = this.targets.take('mask');
    target.clear(part, mask.outside / 255);
    const matrix = mask.linked ? multiply(this.live, mask.matrix) : mask.matrix;
    this.drawRaw(plane, matrix, part);
    return target;
  }

  private bare(part: Rectangle): Canvas {
    const target = this.targets.take('colour');
    target.clear(part);
    return { target, part, isBare: true, isOpaque: false };
  }

  private copyOf({ target }: Canvas, part: Rectangle): Target {
    const copy = this.targets.take('colour');
    copy.copy(target, part);
    return copy;
  }
}

/** A layer's own pixels, without what makes it a part of the picture; without its table while it is painted on. */
function plain(layer: SceneLayer, isPainted: boolean): SceneLayer {
  return {
    ...layer,
    opacity: 255,
    blend_mode: 'normal',
    mask: null,
    table: isPainted ? null : layer.table,
  };
}
