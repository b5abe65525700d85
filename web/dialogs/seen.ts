import type { SeenInfo } from '../generated/protocol';
import type { PictureView } from '../shell/workspace';

/** What of the picture can be seen, whatever lies over it. */
export function seenOf({ view, rotation }: PictureView): SeenInfo {
  const { zoom, centreX, centreY } = view;
  const [across, down] = [innerWidth, innerHeight].map((side) => (side * devicePixelRatio) / zoom);
  const isUpright = rotation % 180 === 0;
  const reach = Math.hypot(across ?? 0, down ?? 0);
  const [width, height] = isUpright ? [across ?? 0, down ?? 0] : [reach, reach];
  return { x: centreX - width / 2, y: centreY - height / 2, width, height, scale: zoom };
}
