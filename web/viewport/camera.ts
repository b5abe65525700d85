import type { Look } from './look';
import type { Matrix } from './matrix';
import { Turn } from './turn';
import { between, fitted, kept, nextZoom, origin, panned, zoomedAround } from './view';
import type { Point, Size, View } from './view';

const MOTION_MS = 120;
const MARGIN = 24;
const NARROW = 600;

interface Motion {
  from: View;
  to: View;
  /** Time of the first frame, which is where the motion begins. */
  start: number | null;
}

/** Holds the view of a picture on a screen: moves it, keeps the picture in sight, and follows their sizes. */
export class Camera {
  private current: View = { zoom: 1, centreX: 0, centreY: 0, fitted: true };
  private picture: Size | null = null;
  private screen: Size = { width: 1, height: 1 };
  private density = 1;
  private turn = new Turn(0);
  private motion: Motion | null = null;
  private readonly reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(private readonly onChange: () => void) {}

  get view(): View {
    return this.current;
  }

  set view(view: View) {
    this.motion = null;
    this.show(view);
  }

  /** How far the view is turned, in degrees clockwise. */
  get rotation(): number {
    return this.turn.degrees;
  }

  set rotation(degrees: number) {
    // In (-180, 180], so that a full turn is none.
    const part = ((degrees % 360) + 360) % 360;
    this.turn = new Turn(part > 180 ? part - 360 : part);
    if (this.current.fitted) this.fit({ animate: false });
    else this.view = this.current;
  }

  /** From places of the picture to device pixels of the canvas. */
  get matrix(): Matrix {
    const { origin, middle } = this;
    const { zoom } = this.current;
    const across = this.turn.forth({ x: zoom, y: 0 });
    const down = this.turn.forth({ x: 0, y: zoom });
    const moved = this.turn.forth({ x: origin.x - middle.x, y: origin.y - middle.y });
    const place = { x: middle.x + moved.x, y: middle.y + moved.y };
    const isOnGrid = this.turn.isUpright && Number.isInteger(zoom);
    const { x, y } = isOnGrid ? { x: Math.round(place.x), y: Math.round(place.y) } : place;
    return [across.x, down.x, x, across.y, down.y, y, 0, 0, 1];
  }

  /** Whether the picture's pixels lie on the screen's rows and columns. */
  get isUpright(): boolean {
    return this.turn.isUpright;
  }

  /** How the picture lies on a canvas of that size. */
  look(screen: Size): Look {
    const { matrix, current, isUpright, density } = this;
    return { screen, toScreen: matrix, zoom: current.zoom, isUpright, density };
  }

  /** Whether some of the picture is outside the canvas. */
  get canPan(): boolean {
    if (!this.picture) return false;
    const { zoom } = this.current;
    const { width, height } = this.room;
    return this.picture.width * zoom > width || this.picture.height * zoom > height;
  }

  /** The picture's size. A picture that follows its own preview keeps the same part in view. */
  setPicture(picture: Size | null, { follows = false } = {}): void {
    const before = this.picture;
    if (picture && before?.width === picture.width && before.height === picture.height && follows) return;
    // A copy, since a bitmap that was closed has no size any more.
    this.picture = picture && { width: picture.width, height: picture.height };
    if (!picture) return;
    if (!follows || !before || this.current.fitted) return this.fit({ animate: false });
    const scale = picture.width / before.width;
    const { zoom, centreX, centreY } = this.current;
    this.view = { zoom: zoom / scale, centreX: centreX * scale, centreY: centreY * scale, fitted: false };
  }

  /** The canvas' size in device pixels, and how many of them a CSS pixel is wide. */
  setScreen(screen: Size, density: number): void {
    this.screen = screen;
    this.density = density;
    if (this.current.fitted) this.fit({ animate: false });
    else this.view = this.current;
  }

  /** Shows the whole picture. */
  fit({ animate = true } = {}): void {
    if (!this.picture) return;
    const margin = this.screen.width / this.density < NARROW ? 0 : MARGIN * this.density;
    const { width, height } = this.turn.around(this.picture);
    const view = fitted({ width, height }, this.screen, margin);
    const [centreX, centreY] = [this.picture.width / 2, this.picture.height / 2];
    this.move({ ...view, centreX, centreY }, animate);
  }

  /** Zooms, around a place in device pixels or the middle of the canvas. */
  zoomTo(zoom: number, around?: Point, { animate = false } = {}): void {
    if (!this.picture || !Number.isFinite(zoom)) return;
    const place = this.upright(around ?? this.middle);
    const view = zoomedAround(this.current, zoom, place, this.screen);
    this.move(this.kept(view), animate);
  }

  zoomBy(factor: number, around?: Point): void {
    this.zoomTo(this.current.zoom * factor, around);
  }

  step(direction: 1 | -1): void {
    this.zoomTo(nextZoom((this.motion?.to ?? this.current).zoom, direction));
  }

  /** Moves the picture by device pixels. */
  panBy(dx: number, dy: number): void {
    if (!this.canPan) return;
    const { x, y } = this.turn.back({ x: dx, y: dy });
    this.view = panned(this.current, x, y);
  }

  /** Goes on with the motion; true until it is over. */
  advance(now: number): boolean {
    if (!this.motion) return false;
    this.motion.start ??= now;
    const { from, to, start } = this.motion;
    const time = Math.min(1, (now - start) / MOTION_MS);
    if (time === 1) this.motion = null;
    this.show(between(from, to, 1 - (1 - time) ** 3));
    return time < 1;
  }

  private move(to: View, animate: boolean): void {
    if (!animate || this.reducedMotion.matches) {
      this.view = to;
      return;
    }
    this.motion = { from: this.current, to, start: null };
    this.onChange();
  }

  private show(view: View): void {
    this.current = this.motion ? view : this.kept(view);
    this.onChange();
  }

  /** The view, moved so that some of the picture is in sight; as it is until the canvas has a size. */
  private kept(view: View): View {
    return this.picture && this.screen.width > 1 ? kept(view, this.picture, this.room) : view;
  }

  /** The picture's top left corner in device pixels, before the view is turned about the canvas' middle. */
  private get origin(): Point {
    return origin(this.current, this.screen);
  }

  private get middle(): Point {
    return { x: this.screen.width / 2, y: this.screen.height / 2 };
  }

  /** As much of an upright picture as a turned screen can show. */
  private get room(): Size {
    return this.turn.around(this.screen);
  }

  /** A place of the canvas, turned back about its middle. */
  private upright({ x, y }: Point): Point {
    const { middle } = this;
    const moved = this.turn.back({ x: x - middle.x, y: y - middle.y });
    return { x: middle.x + moved.x, y: middle.y + moved.y };
  }
}
