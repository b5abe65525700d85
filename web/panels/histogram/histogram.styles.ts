import { css } from 'lit';

export const histogramStyles = css`
  :host {
    display: block;
  }

  p {
    margin: 0;
  }

  .plot {
    position: relative;
    overflow: hidden;
    height: 4.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    touch-action: pan-y;
  }

  .plot > svg {
    position: absolute;
    inset: 0.25rem 0 0;
    width: 100%;
    height: calc(100% - 0.25rem);
  }

  .plot > .quiet {
    display: grid;
    place-items: center;
    height: 100%;
    padding: 0 0.5rem;
    text-align: center;
  }

  path {
    opacity: 0.6;
  }

  .luma {
    fill: var(--control);
  }

  .red {
    fill: var(--red);
  }

  .green {
    fill: var(--green);
  }

  .blue {
    fill: var(--blue);
  }

  .line {
    position: absolute;
    inset-block: 0;
    left: calc(var(--at) * 100%);
    width: 1px;
    background: var(--text);
    pointer-events: none;
  }

  .numbers {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    justify-content: space-between;
    padding: 0 0.5rem;
    background: color-mix(in srgb, var(--panel) 80%, transparent);
    font-size: var(--small);
    line-height: 1.25rem;
    pointer-events: none;
  }

  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    margin-top: 0.25rem;
  }

  .end {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.25rem;
    min-height: var(--row);
    padding: 0 0.5rem;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--quiet);
    font-size: var(--small);
    cursor: default;
  }

  .highlights {
    flex-direction: row-reverse;
  }

  .highlights svg {
    transform: scaleX(-1);
  }

  .end svg {
    width: 0.75rem;
    height: 0.75rem;
  }

  .clipped.shadows svg {
    color: var(--clipped-shadows);
    fill: currentColor;
  }

  .clipped.highlights svg {
    color: var(--clipped-highlights);
    fill: currentColor;
  }

  .end[aria-pressed='true'] {
    background: var(--selected);
    color: var(--text);
  }

  @media (hover: hover) {
    .end:not([aria-pressed='true']):hover {
      background: var(--hover);
    }
  }

  select {
    min-height: var(--row);
    padding: 0 0.25rem;
    border: 0;
    border-radius: var(--radius);
    background: var(--panel);
    color: var(--quiet);
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .end {
      min-width: 2.75rem;
    }
  }
`;
