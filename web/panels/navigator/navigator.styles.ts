import { css } from 'lit';

export const navigatorStyles = css`
  :host {
    --from: 0;
    --origin: 0;
  }

  .stage {
    display: grid;
    place-items: center;
    overflow: hidden;
    height: 9rem;
    border-radius: var(--radius);
    background: var(--canvas);
  }

  .picture {
    position: relative;
    overflow: hidden;
    width: min(100%, 9rem * var(--width) / var(--height));
    aspect-ratio: var(--width) / var(--height);
    touch-action: none;
    cursor: grab;
  }

  .picture:active {
    cursor: grabbing;
  }

  canvas,
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }

  canvas {
    background: repeating-conic-gradient(var(--checker-b) 0 25%, var(--checker-a) 0 50%) 0 0 / 0.5rem 0.5rem;
  }

  .dim {
    fill: var(--overlay-dim);
    fill-rule: evenodd;
    opacity: 0.6;
  }

  polygon {
    fill: none;
    vector-effect: non-scaling-stroke;
  }

  .rim {
    stroke: var(--overlay-rim);
    stroke-width: 3px;
  }

  .line {
    stroke: var(--overlay);
    stroke-width: 1px;
  }

  .zoom {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin: 0.25rem -0.25rem 0;
  }

  .slide {
    flex: 1;
    min-width: 0;
  }

  .slide::before {
    display: none;
  }

  @media (max-width: 40rem) {
    .stage {
      height: 12rem;
    }

    .picture {
      width: min(100%, 12rem * var(--width) / var(--height));
    }
  }
`;
