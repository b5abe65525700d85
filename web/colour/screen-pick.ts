/** Part of the EyeDropper API, which TypeScript does not know yet. */
interface EyeDropper {
  open(): Promise<{ sRGBHex: string }>;
}

const EyeDropperClass = (globalThis as { EyeDropper?: new () => EyeDropper }).EyeDropper;

/** Whether this browser lets a colour be picked anywhere on the screen. */
export const canPick = EyeDropperClass !== undefined;

/** The colour of the pixel that is clicked next, or null if that is given up. */
export async function pickColour(): Promise<string | null> {
  if (!EyeDropperClass) return null;
  try {
    return (await new EyeDropperClass().open()).sRGBHex;
  } catch {
    return null; // Escape was pressed.
  }
}
