/** What of the picture is shown, for looking at it closely; its pixels stay as they are. */
export interface Inspection {
  /** One channel as grey, or the picture. */
  readonly channel: SeenChannel | null;
  /** Whether a colour marks pixels with a channel at 0, and those with one at 255. */
  readonly shadows: boolean;
  readonly highlights: boolean;
  /** The layer whose mask is shown in place of the picture. */
  readonly mask: string | null;
}

export type SeenChannel = 'red' | 'green' | 'blue' | 'alpha';

export const PLAIN: Inspection = { channel: null, shadows: false, highlights: false, mask: null };

/** Its place in a pixel. */
export const CHANNEL_INDEX: Record<SeenChannel, number> = { red: 0, green: 1, blue: 2, alpha: 3 };

export function isPlain({ channel, shadows, highlights, mask }: Inspection): boolean {
  return channel === null && !shadows && !highlights && mask === null;
}
