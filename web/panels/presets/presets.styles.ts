import { css } from 'lit';

export const presetsStyles = css`
  .grid {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5rem;
  }

  button {
    display: block;
    min-width: 0;
    padding: 0.25rem;
    border: 0;
    border-radius: var(--radius);
    background: none;
    text-align: center;
    cursor: default;
  }

  .frame {
    display: grid;
    place-items: center;
    overflow: hidden;
    aspect-ratio: 3 / 2;
    border-radius: 0.25rem;
    background: var(--canvas);
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    opacity: 0;
    transition: opacity var(--motion) var(--ease);
  }

  .drawn {
    opacity: 1;
  }

  .title {
    display: block;
    overflow: hidden;
    padding-top: 0.25rem;
    font-size: var(--small);
    line-height: var(--body-line);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @media (hover: hover) {
    button:hover {
      background: var(--hover);
    }
  }

  button:active {
    background: var(--pressed);
  }

  @media (max-width: 40rem) {
    .grid {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
`;
