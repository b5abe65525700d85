import { css } from 'lit';

/** What panels share: rows one under the other. */
export const panelStyles = css`
  :host {
    display: block;
  }

  .rows {
    display: grid;
    gap: 0.5rem;
  }

  p {
    margin: 0;
  }
`;
