import type { Appearance } from './appearance';
import { Composition } from './composition';
import type { Drawn } from './compositor';
import type { Live } from './live';
import type { Look } from './look';
import { PLAIN, type Inspection } from './inspection';
import { IDENTITY } from './matrix';
import type { Picture } from './picture';
import type { Plane } from './plane';
import { Presentation, type Surroundings } from './presentation';
import type { Programs } from './programs';
import { MaskCopy } from './mask-copy';
import type { Targets } from './targets';

/** What one frame shows. */
export interface Frame {
  /** The browser's own decode, instead of the picture. */
  preview: Plane | null;
  picture: Picture | null;
  look: Look;
  /** What is left of this line, in device pixels, is shown without adjustments and masks. */
  line: number;
  appearance: Appearance;
  /** How far the ants have marched, in CSS pixels; null where they are not shown. */
  ants: number | null;
  quickMask: boolean;
  inspection: Inspection;
  /** The view may still change: what was shown may be scaled. */
  isHurried: boolean;
}

const VEIL = 0.5;

/** Draws frames: brings what the last ones left up to date, and presents it. */
export class Screen {
  private readonly after: Composition;
  private readonly before: Composition;
  private readonly selection: MaskCopy;
  private readonly mask: MaskCopy;
  private readonly presentation: Presentation;
  private look: Look | null = null;

  constructor(
    gl: WebGL2RenderingContext,
    programs: Programs,
    private readonly targets: Targets,
    private readonly live: Live,
  ) {
    this.after = new Composition(gl, programs, targets);
    this.before = new Composition(gl, programs, targets);
    this.selection = new MaskCopy(gl, programs, targets);
    this.mask = new MaskCopy(gl, programs, targets);
    this.presentation = new Presentation(gl, programs);
  }

  draw(frame: Frame): void {
    const { picture, preview, appearance, line } = frame;
    const { width } = frame.look.screen;
    if (this.targets.resize(frame.look.screen)) this.release();
    const look = this.same(frame.look);
    this.presentation.clear(look.screen, appearance);
    if (preview) return this.drawPreview(preview, look, appearance);
    if (!picture) return;
    const { shown } = picture;
    const selection = this.selection.update(picture.selection, IDENTITY, picture.drawn(true), look);
    const seen = frame.inspection.mask === null ? null : picture.maskOf(frame.inspection.mask);
    const around: Surroundings = {
      size: shown,
      background: shown.background,
      selection,
      mask: this.mask.update(seen?.plane ?? null, seen?.matrix ?? IDENTITY, picture.drawn(true), look),
      ants: frame.ants,
      inspection: frame.inspection,
      veil: frame.quickMask ? { colour: appearance.quickMask, opacity: VEIL } : null,
    };
    const keys = picture.keys();
    const none = { x: 0, y: 0, width: 0, height: 0 };
    if (line > 0) {
      const composed = this.before.update(picture.drawn(true), keys, look, none, frame.isHurried);
      const { isOpaque } = this.before;
      this.presentation.draw({ left: 0, right: line, composed, isOpaque }, around, look, appearance);
    } else {
      this.before.release();
    }
    if (line >= width) return;
    const damage = this.live.update(look, selection);
    const composed = this.after.update(picture.drawn(false), keys, look, damage, frame.isHurried);
    const { isOpaque } = this.after;
    this.presentation.draw({ left: line, right: width, composed, isOpaque }, around, look, appearance);
  }

  /** Some of the last frame was scaled, and has to be drawn when the view rests. */
  get isScaled(): boolean {
    return this.after.isScaled || this.before.isScaled;
  }

  /** Frees what the frames left. */
  release(): void {
    this.after.release();
    this.before.release();
    this.selection.release();
    this.mask.release();
  }

  private drawPreview(plane: Plane, look: Look, appearance: Appearance): void {
    const drawn: Drawn = {
      size: plane.size,
      layers: [PREVIEW],
      isBefore: false,
      plane: () => plane,
      table: () => null,
      live: () => null,
      strokes: () => [],
    };
    const none = { x: 0, y: 0, width: 0, height: 0 };
    const composed = this.after.update(
      drawn,
      [`preview ${plane.serial}.${plane.changes}`],
      look,
      none,
      false,
    );
    const around: Surroundings = {
      size: plane.size,
      background: null,
      selection: null,
      mask: null,
      ants: null,
      veil: null,
      inspection: PLAIN,
    };
    const { isOpaque } = this.after;
    const region = { left: 0, right: look.screen.width, composed, isOpaque };
    this.presentation.draw(region, around, look, appearance);
  }

  /** The look of the last frame, if this one is the same. */
  private same(look: Look): Look {
    const { screen, toScreen } = look;
    const last = this.look;
    const isSame =
      last?.screen.width === screen.width &&
      last.screen.height === screen.height &&
      last.density === look.density &&
      last.toScreen.every((entry, index) => entry === toScreen[index]);
    return (this.look = isSame ? last : look);
  }
}

const PREVIEW = {
  id: 'preview',
  kind: 'pixels',
  visible: true,
  opacity: 255,
  blend_mode: 'normal',
  mask: null,
  table: null,
  plane: 'preview',
  matrix: [...IDENTITY],
  resampling: 'bicubic',
  painted_first: false,
  passes_through: false,
  layers: [],
  clipped: [],
} satisfies Drawn['layers'][number];
