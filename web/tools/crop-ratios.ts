import type { Rectangle } from './outline';

/** Width to height that a crop keeps; `free` keeps none. */
export const RATIOS: readonly { name: string; label: string }[] = [
  { name: 'free', label: 'Free' },
  { name: 'original', label: 'As the picture' },
  { name: '1:1', label: '1:1 square' },
  { name: '16:9', label: '16:9' },
  { name: '4:3', label: '4:3' },
  { name: '3:2', label: '3:2' },
  { name: '5:7', label: '5:7' },
  { name: 'custom', label: 'Custom' },
];

/** What a crop's proportions are chosen by. */
export interface Proportions {
  ratio: string;
  customWidth: number;
  customHeight: number;
  /** The other way up. */
  isSwapped: boolean;
}

/** Width over height, or null where anything goes. */
export function ratioOf(
  { ratio, customWidth, customHeight, isSwapped }: Proportions,
  picture: Rectangle,
): number | null {
  if (ratio === 'free') return null;
  const [across = 1, down = 1] =
    ratio === 'original'
      ? [picture.width, picture.height]
      : ratio === 'custom'
        ? [customWidth, customHeight]
        : ratio.split(':').map(Number);
  return isSwapped ? down / across : across / down;
}
