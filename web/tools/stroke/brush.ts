import type { TemplateResult } from 'lit';
import type { ParameterValue } from '../../generated/protocol';

/** What differs from brush to brush. */
export interface Brush {
  operation: string;
  /**
   * How the stroke is shown while it is drawn: painted or erased by the graphics processor, made by the engine as
   * far as it has come, or only as the way of the pen, where it means nothing before its end.
   */
  shows: 'paint' | 'erase' | 'engine' | 'way';
  /** Whether a pixel is covered or not, as a pencil does it. */
  aliased?: boolean;
  /** Parameters that come from elsewhere than the options bar, such as the foreground colour. */
  params?(): Record<string, ParameterValue>;
  /** Further controls of the options bar. */
  options?(): TemplateResult;
}
