import { css } from 'lit';
import { fieldStyles } from './field.styles';
import { resetStyles } from './reset.styles';

export const dialStyles = [
  fieldStyles,
  resetStyles,
  css`
    .head {
      min-height: 2.25rem;
    }

    .head .name {
      flex: none;
    }

    .dial {
      position: relative;
      flex: none;
      width: 2.25rem;
      height: 2.25rem;
      margin-left: auto;
      border: 1px solid var(--control);
      border-radius: 50%;
      touch-action: none;
    }

    .dial::before {
      content: '';
      position: absolute;
      top: calc(50% - 1px);
      left: 50%;
      width: calc(50% - 3px);
      height: 2px;
      border-radius: 1px;
      background: var(--text);
      transform: rotate(var(--turn));
      transform-origin: 0 50%;
    }

    :host([compact]) .head {
      min-height: var(--row);
    }

    :host([compact]) .dial {
      width: 1.5rem;
      height: 1.5rem;
    }

    @media (pointer: coarse), (max-width: 40rem) {
      .dial {
        width: 3.5rem;
        height: 3.5rem;
      }
    }
  `,
];
