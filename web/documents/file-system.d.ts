/** The File System Access API, which TypeScript's own types lack: https://wicg.github.io/file-system-access/ */

interface FilePickerType {
  description: string;
  accept: Record<string, string[]>;
}

interface Window {
  showSaveFilePicker(options: {
    suggestedName: string;
    types: FilePickerType[];
  }): Promise<FileSystemFileHandle>;
  showDirectoryPicker(options: { mode: 'read' | 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}
