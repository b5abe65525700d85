import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Sets CSS properties of an element: `<p ${properties({ '--at': '3px' })}>`. The page's policy forbids style
 * attributes, which Lit's own `styleMap` begins with; a script may set what it likes.
 */
class Properties extends Directive {
  override render(values: Readonly<Record<string, string>>): typeof nothing {
    void values;
    return nothing;
  }

  override update({ element }: ElementPart, [values]: [Readonly<Record<string, string>>]): typeof nothing {
    for (const [name, value] of Object.entries(values)) {
      (element as HTMLElement).style.setProperty(name, value);
    }
    return nothing;
  }
}

export const properties = directive(Properties);
