/** Tells when something that goes on changing has been left alone for a while. */
export class Rest {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly milliseconds: number,
    private readonly onRest: () => void,
  ) {}

  /** Whether it is left alone now. */
  get isOver(): boolean {
    return this.timer === null;
  }

  /** It has changed. */
  disturb(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.onRest();
    }, this.milliseconds);
  }
}
