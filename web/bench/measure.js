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

/** Waits until what was drawn is computed (one pixel is read back) and the next frame begins. */
async function presented() {
  const gl = canvas().getContext('webgl2');
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  await new Promise(requestAnimationFrame);
}

/** Milliseconds from `act` to the frame that shows it. */
async function untilFrame(act) {
  await new Promise(requestAnimationFrame);
  const drawn = new Promise((resolve, reject) => {
    const off = window.fotofun.on('frame', () => {
      off();
      resolve();
    });
    setTimeout(() => reject(new Error(`no frame in 20 s after ${act}`)), 20_000);
  });
  const started = performance.now();
  act();
  await drawn;
  await presented();
  return performance.now() - started;
}

window.bench = {
  /** The picture's. */
  canvas,

  /** Milliseconds of `count` redraws of the view, zoomed in and out by less than can be seen. */
  async redraws(count) {
    const times = [];
    for (let i = 0; i < count; i++) {
      const wheel = { deltaY: i % 2 ? 0.05 : -0.05, ctrlKey: true, bubbles: true, cancelable: true };
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

  /** Milliseconds of `count` runs of one drag, from the call to the frame that shows it; `params` are for each run. */
  async drags(operation, params, target, count) {
    const times = [];
    const options = { gesture: `${operation} ${performance.now()}`, ...(target && { target }) };
    for (let i = 0; i < count; i++) {
      times.push(await untilFrame(() => void fotofun.run(operation, params[i % params.length], options)));
    }
    return times;
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
