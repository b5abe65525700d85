/** Files from the device, and files to it. */

/** What the engine can open. */
export const PICTURES =
  'image/jpeg,image/png,image/webp,image/tiff,image/gif,image/bmp,image/avif,image/heic,.jpg,.jpeg,.png,.webp,.tif,.tiff,.gif,.bmp,.avif,.heic,.heif,.ora,.psd';

/** Asks for files; an empty list where none was chosen. */
export function chooseFiles(accept: string, several = true): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = several;
  return chosen(input);
}

function chosen(input: HTMLInputElement): Promise<File[]> {
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Asks for a folder; the pictures in it and in its folders. */
export function chooseFolder(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  return chosen(input).then((files) => files.filter(isPicture));
}

function isPicture({ name, type }: File): boolean {
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? '';
  return type.startsWith('image/') || PICTURES.split(',').includes(extension);
}

/** Puts a file among the person's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the address after this turn; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file's name without its extension. */
export function stem(name: string): string {
  return name.replace(/\.[a-z0-9]+$/i, '') || 'picture';
}

/** `photo.jpg` as `photo (2).jpg`. */
export function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${number})${name.slice(dot)}` : `${name} (${number})`;
}
