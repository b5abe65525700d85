/** A photo that comes with the editor; its thumbnail has the same name. */
export interface Sample {
  file: string;
  /** What it shows. */
  label: string;
}

export const samples: Sample[] = [
  { file: 'fig-in-a-bowl.jpg', label: 'Fig in a bowl' },
  { file: 'mountain-path.jpg', label: 'Mountain path' },
  { file: 'dandelions-at-dusk.jpg', label: 'Dandelions at dusk' },
];
