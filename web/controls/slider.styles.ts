import { css } from 'lit';

export const sliderStyles = css`
  :host {
    --thumb: 0.75rem;
    --at: calc(var(--thumb) / 2 + var(--from) * (100% - var(--thumb)));
    --till: calc(var(--thumb) / 2 + var(--to) * (100% - var(--thumb)));
    --rail: linear-gradient(
      to right,
      var(--control) var(--at),
      var(--text) var(--at) var(--till),
      var(--control) var(--till)
    );
    display: block;
  }

  .head {
    display: flex;
    align-items: center;
    min-height: 1.5rem;
  }

  label {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  ff-number-field {
    margin-left: auto;
  }

  /* The dot that marks a change is the button that takes it back. */
  .reset {
    display: grid;
    place-items: center;
    width: 1.5rem;
    height: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--quiet);
  }

  .reset::before {
    content: '';
    grid-area: 1 / 1;
    width: 0.25rem;
    height: 0.25rem;
    border-radius: 50%;
    background: var(--text);
  }

  .reset svg {
    grid-area: 1 / 1;
    width: 0.875rem;
    height: 0.875rem;
    opacity: 0;
  }

  :host(:hover) .reset::before,
  .reset:focus-visible::before {
    opacity: 0;
  }

  :host(:hover) .reset svg,
  .reset:focus-visible svg {
    opacity: 1;
  }

  .reset:hover {
    color: var(--text);
  }

  .slide {
    position: relative;
  }

  .slide::before {
    content: '';
    position: absolute;
    top: 50%;
    left: calc(var(--thumb) / 2 + var(--origin) * (100% - var(--thumb)));
    width: 1px;
    height: 0.5rem;
    background: var(--control);
    transform: translate(-50%, -50%);
    pointer-events: none;
  }

  input {
    display: block;
    position: relative;
    width: 100%;
    height: 1rem;
    background: none;
    appearance: none;
    cursor: default;
    touch-action: pan-y;
  }

  input:focus-visible {
    outline: none;
  }

  input::-webkit-slider-runnable-track {
    height: 2px;
    border-radius: 1px;
    background: var(--rail);
  }

  input::-moz-range-track {
    height: 2px;
    border-radius: 1px;
    background: var(--rail);
  }

  input::-webkit-slider-thumb {
    width: var(--thumb);
    height: var(--thumb);
    margin-top: calc(1px - var(--thumb) / 2);
    border: 2px solid var(--panel);
    border-radius: 50%;
    background: var(--text);
    appearance: none;
  }

  input::-moz-range-thumb {
    box-sizing: border-box;
    width: var(--thumb);
    height: var(--thumb);
    border: 2px solid var(--panel);
    border-radius: 50%;
    background: var(--text);
  }

  input:focus-visible::-webkit-slider-thumb {
    outline: 2px solid var(--accent);
  }

  input:focus-visible::-moz-range-thumb {
    outline: 2px solid var(--accent);
  }

  :host([compact]) .head {
    gap: 0.25rem;
    min-height: var(--row);
  }

  :host([disabled]) {
    color: var(--quiet);
  }

  :host([disabled]) .slide {
    opacity: 0.4;
  }

  @media (pointer: coarse), (max-width: 40rem) {
    :host {
      --thumb: 1.5rem;
    }

    .head {
      min-height: 1.75rem;
    }

    label {
      font-size: var(--menu);
      line-height: var(--menu-line);
    }

    .reset {
      width: 2.75rem;
      height: 2.75rem;
      margin-block: -0.5rem;
    }

    .reset::before {
      opacity: 0;
    }

    .reset svg {
      opacity: 1;
    }

    input {
      height: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    input {
      appearance: auto;
    }

    .slide::before {
      display: none;
    }
  }
`;
