import type { FotoFunError } from '../errors';
import type { Scene, Table, Tile } from '../generated/protocol';
import { Ants } from './ants';
import { ThemeWatch } from './appearance';
import { Camera } from './camera';
import { CanvasSize } from './canvas-size';
import { Gestures } from './gestures';
import { context, Graphics } from './graphics';
import { graphicsLost, outOfGraphicsMemory, webglUnavailable } from './graphics-errors';
import { PLAIN, type Inspection } from './inspection';
import { LiveStroke } from './live-stroke';
import { invert, project, type Matrix } from './matrix';
import { Picture } from './picture';
import { Plane } from './plane';
import { Rest } from './rest';
import type { Point, Size, View } from './view';

export type { Matrix } from './matrix';
export type { StrokeStyle } from './stroke';
export type { Point, View } from './view';
export type Compare = 'off' | 'before' | 'split';

export interface ViewportCallbacks {
  /** The view changed: by a gesture, a call, or the canvas' size. At most once a frame. */
  onView(view: View): void;
  onError(error: FotoFunError): void;
  /** A frame was drawn. */
  onFrame?(): void;
  /** The graphics processor was reset and lost the picture: its scene's tiles must be put again. */
  onRestore?(): void;
}

const UPLOAD_MS = 6;
const PREVIEW = -1; // no revision of the engine's
const PROGRESS_MS = 200;
const RESTORE_MS = 5000;
const REST_MS = 100;

/**
 * Shows the picture on a canvas: zooms, pans, compares, and applies look-up tables, all on the graphics processor.
 *
 * It draws when something changed and is idle otherwise. Sizes in the view are device pixels; places and distances
 * of calls are CSS pixels of the canvas.
 */
export class Viewport {
  /** The stroke under the pen. */
  readonly stroke: LiveStroke;
  private graphics: Graphics;
  private picture: Picture | null = null;
  /** `covers` is the picture that is open while another one's preview is shown. */
  private preview: { bitmap: ImageBitmap; plane: Plane; covers: Picture | null } | null = null;
  private quickMask = false;
  private inspection = PLAIN;
  private compare: { mode: Compare; split: number } = { mode: 'off', split: 0.5 };
  private readonly camera: Camera;
  private readonly gestures: Gestures;
  private readonly theme: ThemeWatch;
  private readonly ants: Ants;
  private readonly rest = new Rest(REST_MS, () => this.graphics.screen.isScaled && this.invalidate());
  private readonly sizes: CanvasSize;
  private readonly ending = new AbortController();
  private frame = 0;
  private isLost = false;
  private isStale = false;
  private drawnAt = 0;
  private reported: View | null = null;

  /** Whether this browser can show pictures this way. */
  static supported(): boolean {
    return context(document.createElement('canvas')) !== null;
  }

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly callbacks: ViewportCallbacks,
  ) {
    const gl = context(canvas);
    if (!gl) throw webglUnavailable();
    this.graphics = new Graphics(gl, () => this.callbacks.onError(outOfGraphicsMemory()));
    const redraw = () => this.invalidate();
    this.stroke = new LiveStroke(() => this.graphics.live, redraw);
    this.ants = new Ants(redraw);
    this.camera = new Camera(redraw);
    this.gestures = new Gestures(canvas, this.camera);
    this.theme = new ThemeWatch(canvas, redraw);
    this.sizes = new CanvasSize(canvas, (size) => this.resize(size));
    const { signal } = this.ending;
    canvas.addEventListener('webglcontextlost', (event) => this.lose(event), { signal });
    canvas.addEventListener('webglcontextrestored', () => this.restore(gl), { signal });
    this.invalidate();
  }

  // --- what is shown ------------------------------------------------------------------------------

  /** Shows the browser's own decode of a picture until the engine's tiles are there. Takes the bitmap over. */
  showPreview(bitmap: ImageBitmap): void {
    this.closePreview();
    this.preview = { bitmap, plane: this.previewPlane(bitmap), covers: this.picture };
    this.camera.setPicture(bitmap);
    this.invalidate();
  }

  /** Goes back to the document before the preview, as when the file could not be opened. */
  dropPreview(): void {
    if (!this.preview) return;
    this.closePreview();
    this.camera.setPicture(this.picture?.scene ?? null);
    this.invalidate();
  }

  /** What to draw from now on. Tiles and tables that it names follow; the earlier ones are shown until then. */
  setScene(scene: Scene): void {
    if (scene.document === this.picture?.scene.document) {
      this.picture.change(scene);
    } else {
      this.picture?.dispose();
      this.graphics.live.dispose();
      this.picture = this.newPicture(scene);
      this.camera.setPicture(scene, { follows: this.preview !== null });
    }
    this.invalidate();
  }

  /** A part of what the scene names: RGBA or mask bytes. */
  putTile(tile: Tile, bytes: ArrayBuffer): void {
    if (tile.document !== this.picture?.scene.document) return;
    this.picture.putTile(tile, bytes);
    this.requestFrame();
  }

  /** A layer's look-up table; of several within a frame the last is drawn. */
  setTable(table: Table, buffers: ArrayBuffer[]): void {
    if (table.document !== this.picture?.scene.document) return;
    this.picture.setTable(table, buffers);
    this.invalidate();
  }

  /** Shows nothing, and frees what was shown. */
  clear(): void {
    this.closePreview();
    this.picture?.dispose();
    this.picture = null;
    this.graphics.release();
    this.camera.setPicture(null);
    this.invalidate();
  }

  /** Before: without adjustments and mask. Split: before on the left of `split`, 0..1 of the canvas' width. */
  setCompare(mode: Compare, split = this.compare.split): void {
    this.compare = { mode, split: Math.min(1, Math.max(0, split)) };
    this.invalidate();
  }

  /** Shows a layer (or a group) transformed, after its own matrix, until the engine's scene has it so; null ends it. */
  setLayerMatrix(id: string, matrix: Matrix | null): void {
    this.graphics.live.setMatrix(id, matrix);
    this.invalidate();
  }

  /** Lays a colour over all that is not selected. */
  setQuickMask(on: boolean): void {
    this.quickMask = on;
    this.invalidate();
  }

  /** Shows one channel, or what is clipped. */
  inspect(inspection: Inspection): void {
    this.inspection = inspection;
    this.invalidate();
  }

  /** Whether the selection's border is drawn. */
  setAnts(on: boolean): void {
    this.ants.isShown = on;
    this.invalidate();
  }

  // --- the view -----------------------------------------------------------------------------------

  get view(): View {
    return this.camera.view;
  }

  set view(view: View) {
    this.camera.view = view;
  }

  /** Shows the whole picture. */
  fit(animate = true): void {
    this.camera.fit({ animate });
  }

  /** Zooms around a place of the canvas, or its middle; to 100 % with a short motion. */
  zoomTo(zoom: number, around?: Point): void {
    const { density } = this;
    const place = around && { x: around.x * density, y: around.y * density };
    this.camera.zoomTo(zoom, place, { animate: zoom === 1 });
  }

  zoomIn(): void {
    this.camera.step(1);
  }

  zoomOut(): void {
    this.camera.step(-1);
  }

  panBy(dx: number, dy: number): void {
    this.camera.panBy(dx * this.density, dy * this.density);
  }

  /** The canvas' size in CSS pixels. */
  get size(): Size {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  /** CSS pixels per pixel of the picture. */
  get scale(): number {
    return this.camera.view.zoom / this.density;
  }

  /** How far the view is turned, in degrees clockwise, in (-180, 180]. */
  get rotation(): number {
    return this.camera.rotation;
  }

  /** Turns the view, not the picture, to an angle in degrees clockwise. */
  rotate(degrees: number): void {
    this.camera.rotation = degrees;
  }

  /** Where a place of the picture (its pixels) is on the canvas, in CSS pixels. */
  toScreen(point: Point): Point {
    const { density } = this;
    const { x, y } = project(this.camera.matrix, point);
    return { x: x / density, y: y / density };
  }

  /** The place of the picture (its pixels) at a place of the canvas, in CSS pixels. */
  toPicture(point: Point): Point {
    const { density } = this;
    const { x, y } = project(invert(this.camera.matrix), { x: point.x * density, y: point.y * density });
    return { x, y };
  }

  /** A tool's cursor; without one it tells whether dragging moves the picture. */
  setCursor(cursor: string | null): void {
    this.gestures.cursor = cursor;
    this.gestures.updateCursor();
  }

  /** From here on a pressed pointer moves the view, as if it had been pressed for that. */
  navigate(event: PointerEvent): void {
    this.gestures.down(event);
  }

  // --- for tests and for the end ------------------------------------------------------------------

  /** Draws at once and gives a rectangle of the canvas as RGBA bytes, the top row first; all in device pixels. */
  readPixels(x: number, y: number, width: number, height: number): Uint8Array {
    this.draw({ isExact: true });
    return this.graphics.read(x, y, width, height);
  }

  /** Whether everything that was put is on the screen. */
  get isSettled(): boolean {
    return this.frame === 0 && this.graphics.isDone;
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.isLost = true;
    this.ending.abort();
    this.sizes.dispose();
    this.gestures.dispose();
    this.theme.dispose();
    this.closePreview();
    this.picture?.dispose();
    this.ants.dispose();
    this.graphics.dispose();
  }

  // --- frames -------------------------------------------------------------------------------------

  /** Draws with the next frame. */
  private invalidate(): void {
    this.isStale = true;
    this.requestFrame();
  }

  private requestFrame(): void {
    if (this.isLost) return;
    this.frame ||= requestAnimationFrame((now) => this.nextFrame(now));
  }

  private nextFrame(now: number): void {
    this.frame = 0;
    const isMoving = this.camera.advance(now);
    const changed = this.graphics.uploads.step(UPLOAD_MS);
    const isWhole = [...changed].some((plane) => plane.isComplete);
    if (this.settle()) this.isStale = true;
    // While a picture comes in, drawing each of its pages would take longer than bringing them.
    const isProgress = changed.size > 0 && now - this.drawnAt > PROGRESS_MS;
    if (this.isStale || isWhole || isProgress) this.draw({ now });
    if (isMoving || !this.graphics.uploads.isDone) this.requestFrame();
  }

  /** Shows what has come; true if that is another scene. */
  private settle(): boolean {
    const isChanged = this.picture?.settle() ?? false;
    const isOver = this.preview && this.picture !== this.preview.covers && this.picture?.isComplete;
    if (isOver) this.closePreview();
    return isChanged || Boolean(isOver);
  }

  private draw({ now = performance.now(), isExact = false } = {}): void {
    if (this.isLost) return;
    this.isStale = false;
    this.drawnAt = now;
    const { width, height } = this.canvas;
    const { view } = this.camera;
    if (view !== this.reported) this.rest.disturb();
    const { mode, split } = this.compare;
    this.graphics.screen.draw({
      preview: this.preview?.plane ?? null,
      picture: this.picture,
      look: this.camera.look({ width, height }),
      line: mode === 'split' ? Math.round(split * width) : mode === 'before' ? width : 0,
      appearance: this.theme.read(),
      ants: this.quickMask ? null : this.ants.place,
      quickMask: this.quickMask,
      inspection: this.inspection,
      isHurried: !isExact && !this.rest.isOver,
    });
    if (this.picture?.selection && !this.quickMask) this.ants.march();
    this.gestures.updateCursor();
    if (view !== this.reported) {
      this.reported = view;
      this.callbacks.onView(view);
    }
    this.callbacks.onFrame?.();
  }

  private get density(): number {
    return this.canvas.width / Math.max(1, this.canvas.clientWidth);
  }

  private resize({ width, height }: Size): void {
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.camera.setScreen({ width, height }, this.density);
    this.draw(); // Changing its size has emptied the canvas; this comes before the browser shows it.
  }

  // --- pictures and contexts ----------------------------------------------------------------------

  private newPicture(scene: Scene): Picture {
    const { gl, programs, uploads, live } = this.graphics;
    return new Picture(gl, programs, uploads, live, scene);
  }

  private previewPlane(bitmap: ImageBitmap): Plane {
    const { gl, programs, uploads } = this.graphics;
    const plane = new Plane(gl, programs, 'pixels', PREVIEW, { width: bitmap.width, height: bitmap.height });
    uploads.add(plane, bitmap, { x: 0, y: 0, width: bitmap.width, height: bitmap.height });
    return plane;
  }

  private closePreview(): void {
    this.preview?.plane.dispose();
    this.preview?.bitmap.close();
    this.preview = null;
  }

  private lose(event: Event): void {
    event.preventDefault(); // Without this the browser never gives the context back.
    this.isLost = true;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    setTimeout(() => {
      if (!this.isLost || this.ending.signal.aborted) return;
      this.callbacks.onError(graphicsLost());
    }, RESTORE_MS);
  }

  private restore(gl: WebGL2RenderingContext): void {
    this.isLost = false;
    this.graphics = new Graphics(gl, () => this.callbacks.onError(outOfGraphicsMemory()));
    if (this.preview) this.preview.plane = this.previewPlane(this.preview.bitmap);
    const lost = this.picture;
    if (lost) {
      this.picture = this.newPicture(lost.scene);
      if (this.preview?.covers === lost) this.preview.covers = this.picture;
      lost.copyTables(this.picture);
      this.callbacks.onRestore?.();
    }
    this.invalidate();
  }
}
