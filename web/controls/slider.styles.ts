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
