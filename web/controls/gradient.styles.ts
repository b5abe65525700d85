import { css } from 'lit';

export const gradientStyles = css`
  .ramp {
    --stop: 0.75rem;
    position: relative;
    padding: 0 calc(var(--stop) / 2) 1.25rem;
  }

  .bar {
    height: 1.25rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    background:
      var(--ramp),
      repeating-conic-gradient(var(--checker-a) 0 25%, var(--checker-b) 0 50%) 0 0 / 0.5rem 0.5rem;
    cursor: copy;
    touch-action: none;
  }

  .stop {
    position: absolute;
    top: 1.125rem;
    left: calc(var(--stop) / 2 + var(--at) * (100% - var(--stop)));
    width: var(--stop);
    height: 1rem;
    border: 2px solid var(--panel);
    outline: 1px solid var(--control);
    border-radius: 0.125rem 0.125rem 0.25rem 0.25rem;
    background: linear-gradient(var(--shown), var(--shown)), var(--checker-b);
    transform: translateX(-50%);
    cursor: ew-resize;
    touch-action: none;
  }

  .stop.chosen {
    z-index: 1;
    outline: 2px solid var(--text);
  }

  .stop:focus-visible {
    outline: 2px solid var(--accent);
  }

  .stop[hidden] {
    visibility: hidden;
  }

  :host([disabled]) .bar,
  :host([disabled]) .stop {
    cursor: default;
  }

  :host([compact]) .ramp {
    width: 10rem;
    padding-bottom: 0.5rem;
  }

  :host([compact]) .stop {
    top: 0.875rem;
    height: 0.75rem;
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .ramp {
      --stop: 1.25rem;
      padding-bottom: 2.25rem;
    }

    .bar {
      height: 2rem;
    }

    .stop {
      top: 1.875rem;
      height: 1.5rem;
    }

    /* The finger finds what the eye sees a smaller part of. */
    .stop::after {
      content: '';
      position: absolute;
      inset: -0.625rem -0.75rem;
    }
  }
`;
