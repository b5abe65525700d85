import { css } from 'lit';

export const curveStyles = css`
  .plot {
    position: relative;
    aspect-ratio: 1;
    max-height: 20rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    background: var(--canvas);
    cursor: crosshair;
    touch-action: none;
  }

  .plot > svg,
  ff-histogram-plot {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }

  .grid,
  .curve {
    fill: none;
    vector-effect: non-scaling-stroke;
  }

  .grid {
    stroke: var(--text);
    opacity: 0.12;
    stroke-width: 1;
  }

  .curve {
    stroke: var(--text);
    stroke-width: 1.5;
  }

  .point {
    position: absolute;
    left: calc(var(--x) * 100%);
    bottom: calc(var(--y) * 100%);
    width: 0.625rem;
    height: 0.625rem;
    border: 2px solid var(--text);
    border-radius: 50%;
    background: var(--canvas);
    transform: translate(-50%, 50%);
    cursor: move;
  }

  .point.chosen {
    background: var(--text);
  }

  .point:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  .point[hidden] {
    visibility: hidden;
  }

  /* The pointer finds what the eye sees a smaller part of. */
  .point::after {
    content: '';
    position: absolute;
    inset: -0.375rem;
  }

  .values {
    margin-top: 0.25rem;
  }

  :host([disabled]) .plot,
  :host([disabled]) .point {
    cursor: default;
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .plot {
      aspect-ratio: 2;
    }

    .point {
      width: 1rem;
      height: 1rem;
    }

    .point::after {
      inset: -0.875rem;
    }
  }
`;
