import { nothing, svg, type SVGTemplateResult } from 'lit';
import { store } from '../shell/state';
import { uniqueId } from '../unique-id';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** A press so near to a place, in CSS pixels, takes it instead of adding another. */
const REACH = 12;

/** Shows a control of a form what it asked for: a place, several, or a rectangle. */
class Pick implements ToolSession {
  private held: { index: number; gesture: string } | null = null;

  constructor(private readonly context: ToolContext) {}

  private get points(): number[][] {
    return store.state.pick?.points() ?? [];
  }

  cursor(): string {
    return 'crosshair';
  }

  down(pointer: ToolPointer): void {
    const { pick } = store.state;
    if (!pick) return;
    const gesture = uniqueId();
    const { points } = this;
    if (pick.shape === 'rectangle') {
      this.held = { index: 1, gesture };
      pick.change([placeOf(pointer), placeOf(pointer)], gesture);
      return;
    }
    const near = pick.shape === 'place' ? 0 : this.nearest(points, pointer);
    const isFull = near < 0 && points.length >= pick.most;
    this.held = isFull ? null : { index: near < 0 ? points.length : near, gesture };
    this.move(pointer);
  }

  move(pointer: ToolPointer): void {
    const { held } = this;
    if (!held) return;
    const points = [...this.points];
    points[held.index] = placeOf(pointer);
    store.state.pick?.change(points, held.gesture);
  }

  up(): void {
    this.held = null;
    // Beside a dialog one may try another place; elsewhere the tool is wanted back.
    if (store.state.pick?.shape !== 'places' && !store.state.dialog) store.set({ pick: null });
  }

  doubleClick(pointer: ToolPointer): void {
    const { pick } = store.state;
    const near = this.nearest(this.points, pointer);
    if (pick?.shape === 'places' && near >= 0) pick.change(this.points.toSpliced(near, 1), uniqueId());
  }

  key({ key }: KeyboardEvent): boolean {
    const { pick } = store.state;
    if (key === 'Escape' || key === 'Enter') store.set({ pick: null });
    else if (pick?.shape === 'places' && (key === 'Backspace' || key === 'Delete')) {
      pick.change(this.points.slice(0, -1), uniqueId());
    } else return false;
    return true;
  }

  cancel(): void {
    this.held = null;
  }

  end(): void {
    this.held = null;
  }

  private nearest(points: number[][], { screenX, screenY }: ToolPointer): number {
    const distances = this.onScreen(points).map(({ x, y }) => Math.hypot(x - screenX, y - screenY));
    const least = Math.min(...distances);
    return least <= REACH ? distances.indexOf(least) : -1;
  }

  private onScreen(points: number[][]) {
    return points.map(([x = 0, y = 0]) => this.context.view.toScreen({ x, y }));
  }

  overlay(): SVGTemplateResult {
    const { pick } = store.state;
    const places = this.onScreen(pick?.shape === 'rectangle' ? cornersOf(this.points) : this.points);
    const path = places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
    const d = `M${path}${pick?.shape === 'rectangle' ? 'Z' : ''}`;
    return svg`
      ${places.length > 1 ? svg`<path class="rim" d=${d} /><path class="line" d=${d} />` : nothing}
      ${places.map(({ x, y }) => svg`<circle class="handle" cx=${x} cy=${y} r="4" />`)}
    `;
  }
}

/** In use instead of the chosen tool while a control asks for something on the picture. */
export const pickTool: Tool = {
  name: 'pick',
  label: 'Show on the picture',
  icon: '',
  group: 'sample',
  key: '',
  hint: '',
  start: (context) => new Pick(context),
};

function placeOf({ x, y, pressure, kind }: ToolPointer): number[] {
  return [x, y, kind === 'pen' ? pressure : 1];
}

function cornersOf([[left = 0, top = 0] = [], [right = 0, bottom = 0] = []]: number[][]): number[][] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
