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
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
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
