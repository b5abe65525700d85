/** What the bench measures inside the page; loaded before the page's own scripts. */
const canvas = () => {
  const find = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'canvas') return element;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  return find(document);
};

const PlainWorker = window.Worker;
window.Worker = class extends PlainWorker {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({ data }) => {
      const seconds = data?.result?.seconds;
      if (data?.result?.outputs && typeof seconds === 'number') window.bench.ran += seconds;
    });
  }
};

/** Waits until what was drawn is computed (one pixel is read back) and the next frame begins. */
async function presented() {
  const gl = canvas().getContext('webgl2');
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  await new Promise(requestAnimationFrame);
}

/** The viewport has drawn. */
function drawn() {
  return new Promise((resolve, reject) => {
    const off = window.fotofun.on('frame', () => {
      off();
      resolve();
    });
    setTimeout(() => reject(new Error('No frame in 20 s.')), 20_000);
  });
}

/** Milliseconds from `act` to the frame that shows it. */
async function untilFrame(act) {
  await new Promise(requestAnimationFrame);
  const frame = drawn();
  const started = performance.now();
  act();
  await frame;
  await presented();
  return performance.now() - started;
}

window.bench = {
  /** Seconds that networks have run in the inference worker, since it was last set to 0. */
  ran: 0,

  /** The picture's. */
  canvas,

  /** Milliseconds of `count` redraws of all that is seen: a zoom this far is never scaled from the last frame. */
  redraws(count) {
    return this.zooms(count, 60);
  },

  /** Milliseconds of `count` zooms in and out around the middle, by the usual step of a wheel unless told. */
  async zooms(count, step = 10) {
    const times = [];
    for (let i = 0; i < count; i++) {
      const deltaY = i % 2 ? step : -step;
      const wheel = { deltaY, ctrlKey: true, bubbles: true, cancelable: true };
      times.push(await untilFrame(() => canvas().dispatchEvent(new WheelEvent('wheel', wheel))));
    }
    return times;
  },

  /** Milliseconds of `count` moves of the view, there and back. */
  async pans(count) {
    const times = [];
    for (let i = 0; i < count; i++) {
      const wheel = { deltaX: i % 2 ? 9 : -9, shiftKey: true, bubbles: true, cancelable: true };
      times.push(await untilFrame(() => canvas().dispatchEvent(new WheelEvent('wheel', wheel))));
    }
    return times;
  },

  /** From now on remembers how long each movement of the pointer takes to the frame that shows it. */
  watch() {
    this.followed = [];
    this.watching?.abort();
    this.watching = new AbortController();
    const { signal } = this.watching;
    let isBusy = false;
    const moved = async (event) => {
      if (isBusy || event.buttons === 0) return;
      isBusy = true;
      await drawn();
      await presented();
      this.followed.push(performance.now() - event.timeStamp);
      isBusy = false;
    };
    window.addEventListener('pointermove', (event) => void moved(event), { capture: true, signal });
  },

  /** Milliseconds of `count` slider movements, from the input event to the frame that shows the new value. */
  async slides(input, count) {
    const times = [];
    const middle = (Number(input.min) + Number(input.max)) / 2;
    input.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    for (let i = 0; i < count; i++) {
      const act = () => {
        input.value = String(middle + Number(input.step) * ((i % 20) + 1));
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      };
      times.push(await untilFrame(act));
    }
    input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    return times;
  },
};
