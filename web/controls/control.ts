import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ParameterInfo, ParameterValue } from '../generated/protocol';
import { Gesture } from './gesture';

export type Kind = ParameterInfo['kind'];
export type InfoOf<K extends Kind> = Extract<ParameterInfo, { kind: K }>;

/** A control's new value. `gesture` is the same for all values of one drag, or of one burst of keys. */
export class ParameterEvent extends Event {
  constructor(
    readonly value: ParameterValue,
    readonly gesture: string,
  ) {
    super('ff-parameter');
  }
}

/** What a control is made with. `compact`: it has to fit into one line with others. */
export interface ControlProps<Info extends ParameterInfo = ParameterInfo> {
  info: Info;
  value: ParameterValue;
  disabled: boolean;
  compact: boolean;
  onChange: (event: ParameterEvent) => void;
}

/** Sets parameters of one kind; the default export of a file `<name>.control.ts`, which is all it takes to add one. */
export interface Control {
  kind: Kind;
  /** Which of its kind it is for, where that is not all of them. Such a control goes before a general one. */
  suits: ((info: ParameterInfo) => boolean) | null;
  render: (props: ControlProps) => TemplateResult;
}

/** A control for parameters of a kind, or for those of them that it suits. */
export function control<K extends Kind>(
  kind: K,
  render: (props: ControlProps<InfoOf<K>>) => TemplateResult,
  suits: ((info: InfoOf<K>) => boolean) | null = null,
): Control {
  const isOfKind = (info: ParameterInfo): info is InfoOf<K> => info.kind === kind;
  return {
    kind,
    suits: suits && ((info) => isOfKind(info) && suits(info)),
    render: (props) => {
      if (!isOfKind(props.info)) throw new Error(`${props.info.name} is not of the kind ${kind}.`);
      return render({ ...props, info: props.info });
    },
  };
}

/** What the elements of all controls share. */
export abstract class ControlElement<Info extends ParameterInfo> extends LitElement {
  @property({ attribute: false }) info!: Info;
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) compact = false;

  protected readonly gesture = new Gesture();

  protected emit(value: ParameterValue, gesture = this.gesture.current): void {
    this.dispatchEvent(new ParameterEvent(value, gesture));
  }
}
