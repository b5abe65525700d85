import type { Point, Size } from './view';

/** A turned view: what is asked of the screen becomes the same question of a screen that is not turned. */
export class Turn {
  private readonly cosine: number;
  private readonly sine: number;

  /** `degrees` turns the picture clockwise on the screen. */
  constructor(readonly degrees: number) {
    const angle = (degrees * Math.PI) / 180;
    const isQuarter = degrees % 90 === 0;
    this.cosine = isQuarter ? Math.round(Math.cos(angle)) : Math.cos(angle);
    this.sine = isQuarter ? Math.round(Math.sin(angle)) : Math.sin(angle);
  }

  /** Whether rows and columns stay such. */
  get isUpright(): boolean {
    return this.degrees % 90 === 0;
  }

  /** Where a move on the screen goes in the picture, but for the zoom. */
  back({ x, y }: Point): Point {
    return { x: this.cosine * x + this.sine * y, y: this.cosine * y - this.sine * x };
  }

  /** Where a move in the picture goes on the screen, but for the zoom. */
  forth({ x, y }: Point): Point {
    return { x: this.cosine * x - this.sine * y, y: this.sine * x + this.cosine * y };
  }

  /** The upright rectangle that a turned one of this size fills. */
  around({ width, height }: Size): Size {
    const [cosine, sine] = [Math.abs(this.cosine), Math.abs(this.sine)];
    return { width: width * cosine + height * sine, height: width * sine + height * cosine };
  }
}
