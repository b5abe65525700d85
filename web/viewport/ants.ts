/** When the ants around a selection march on: not where motion is unwelcome, and not behind another tab. */
export class Ants {
  isShown = true;
  private timer = 0;
  private readonly reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(private readonly onStep: () => void) {}

  /** How far they have come, in CSS pixels; null where they are not shown. */
  get place(): number | null {
    if (!this.isShown) return null;
    return this.reducedMotion.matches ? 0 : Math.floor(performance.now() / STEP_MS) % STEPS;
  }

  /** Draws the next step in time, once. */
  march(): void {
    if (this.timer || !this.isShown || this.reducedMotion.matches || document.hidden) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.onStep();
    }, STEP_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

const STEP_MS = 120;
const STEPS = 8; // CSS pixels, after which the dashes are as before
