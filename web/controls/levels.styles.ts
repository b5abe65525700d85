import { css } from 'lit';

export const levelsStyles = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }

  .input,
  .output {
    padding: 0 0.375rem;
  }

  .plot {
    position: relative;
    height: 7rem;
    border: 1px solid var(--control);
    border-bottom: 0;
    border-radius: 0.25rem 0.25rem 0 0;
    background: var(--canvas);
  }

  ff-histogram-plot {
    height: 100%;
  }

  .ramp {
    height: 0.75rem;
    margin-top: 0.25rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    background: linear-gradient(to right, black, white);
    forced-color-adjust: none;
  }

  .fields {
    display: flex;
    justify-content: space-between;
    margin: 0.25rem -0.375rem 0;
  }

  .fields ff-number-field:first-child {
    margin-left: -0.25rem;
    --align: left;
  }
`;
