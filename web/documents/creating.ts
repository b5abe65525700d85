import type { Workspace } from '../shell/workspace';

/** What a new document is like. `resolution`: pixels per inch; `colour` counts where the background is one. */
export interface NewDocument {
  width: number;
  height: number;
  resolution: number;
  background: 'white' | 'black' | 'colour' | 'transparent';
  colour: string;
}

/** Makes an empty document; whether it was made. */
export async function createDocument(
  workspace: Workspace,
  name: string,
  { width, height, resolution, background, colour }: NewDocument,
): Promise<boolean> {
  const colours = { white: '#ffffff', black: '#000000', colour, transparent: null };
  const params = { name, width, height, resolution, background: colours[background] };
  return (
    (await workspace.perform('Making a new picture', () => workspace.editor.newDocument(params))) !== null
  );
}

/** The size on paper, such as "210 × 297 mm". */
export function onPaper({
  width,
  height,
  resolution,
}: Pick<NewDocument, 'width' | 'height' | 'resolution'>): string {
  const millimetres = (pixels: number) => Math.round((pixels / resolution) * 25.4);
  return `${millimetres(width)} × ${millimetres(height)} mm`;
}
