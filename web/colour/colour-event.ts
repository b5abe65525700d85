/** A colour was chosen. `gesture` is the same for all colours of one drag, or of one burst of keys. */
export class ColourEvent extends Event {
  constructor(
    readonly colour: string,
    readonly gesture: string,
  ) {
    super('ff-colour');
  }
}
