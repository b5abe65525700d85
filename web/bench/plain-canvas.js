/** The plain way to show layers: a 2D canvas that draws all of them for each frame. What the viewport is measured beside. */
window.plainCanvas = {
  /** A canvas as large as the viewport's, and as many full-sized layers. */
  start(width, height, modes) {
    const { width: across, height: down } = bench.canvas();
    const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down });
    Object.assign(canvas.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: 99, display: 'none' });
    document.body.append(canvas);
    this.context = canvas.getContext('2d');
    this.layers = modes.map((mode, index) => {
      const layer = new OffscreenCanvas(width, height);
      const context = layer.getContext('2d');
      const gradient = context.createLinearGradient(0, 0, width, height);
      gradient.addColorStop(0, `hsl(${index * 70} 70% 40%)`);
      gradient.addColorStop(1, `hsl(${index * 70 + 90} 60% 70%)`);
      context.fillStyle = gradient;
      context.fillRect(0, 0, width, height);
      return { layer, mode, alpha: index ? 0.8 : 1, x: 0 };
    });
    this.view = { zoom: across / width, x: 0, y: 0 };
  },

  draw() {
    const { context, layers, view } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'source-over';
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(view.zoom, 0, 0, view.zoom, view.x, view.y);
    for (const { layer, mode, alpha, x } of layers) {
      context.globalAlpha = alpha;
      context.globalCompositeOperation = mode;
      context.drawImage(layer, x, 0);
    }
  },

  /** Puts what is seen through one table a channel, as a slider's adjustments would be. */
  adjust(strength) {
    this.draw();
    const { width, height } = this.context.canvas;
    const pixels = this.context.getImageData(0, 0, width, height);
    const table = Uint8ClampedArray.from({ length: 256 }, (_, level) => level * strength);
    const { data } = pixels;
    for (let index = 0; index < data.length; index += 4) {
      data[index] = table[data[index]];
      data[index + 1] = table[data[index + 1]];
      data[index + 2] = table[data[index + 2]];
    }
    this.context.putImageData(pixels, 0, 0);
  },

  /** Milliseconds of `count` frames. */
  async frames(count, act) {
    const times = [];
    const { style } = this.context.canvas;
    style.display = 'block'; // in the viewport's place, so that the browser has as much to show
    for (let frame = 0; frame < count; frame++) {
      await new Promise(requestAnimationFrame);
      const started = performance.now();
      act(frame);
      this.context.getImageData(0, 0, 1, 1);
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - started);
    }
    style.display = 'none';
    return times;
  },

  pans(count) {
    return this.frames(count, (frame) => {
      this.view.x += frame % 2 ? 9 : -9;
      this.draw();
    });
  },

  zooms(count) {
    return this.frames(count, (frame) => {
      this.view.zoom *= frame % 2 ? 1.01 : 1 / 1.01;
      this.draw();
    });
  },

  drags(count) {
    return this.frames(count, (frame) => {
      this.layers.at(-1).x = 10 * (frame % 20);
      this.draw();
    });
  },

  /** A stroke grows on the topmost layer. */
  strokes(count) {
    const context = this.layers.at(-1).layer.getContext('2d');
    return this.frames(count, (frame) => {
      context.beginPath();
      context.arc(3000 + 7 * (frame % 20), 2000 + 3 * (frame % 20), 20, 0, 2 * Math.PI);
      context.fill();
      this.draw();
    });
  },

  slides(count) {
    return this.frames(count, (frame) => this.adjust(1 + (frame % 20) / 20));
  },
};
