import halve from './shaders/halve.frag.glsl?raw';
import layerFragment from './shaders/layer.frag.glsl?raw';
import layerVertex from './shaders/layer.vert.glsl?raw';
import rectangle from './shaders/rectangle.vert.glsl?raw';

/** Texture units: the sampler of each name always reads the same one. */
export const UNITS = { pixels: 0, mask: 1, cube: 2, tone: 3, larger: 4 } as const;
/** The buffer binding of the curves. */
export const CURVES_BINDING = 0;

/** Names that the layer's shader is compiled with, with a number or true. */
export type Defines = Readonly<Record<string, number | boolean>>;

const HEADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler3D;
`;

/** A linked shader program and its uniforms. */
export class Program {
  private readonly locations = new Map<string, WebGLUniformLocation | null>();

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly program: WebGLProgram,
  ) {
    gl.useProgram(program);
    for (const [name, unit] of Object.entries(UNITS)) gl.uniform1i(this.uniform(name), unit);
    const curves = gl.getUniformBlockIndex(program, 'Curves');
    if (curves !== gl.INVALID_INDEX) gl.uniformBlockBinding(program, curves, CURVES_BINDING);
  }

  use(): void {
    this.gl.useProgram(this.program);
  }

  /** Where a uniform is; null, which WebGL ignores, when this program has no use for it. */
  uniform(name: string): WebGLUniformLocation | null {
    let location = this.locations.get(name);
    if (location === undefined) {
      location = this.gl.getUniformLocation(this.program, name);
      this.locations.set(name, location);
    }
    return location;
  }

  dispose(): void {
    this.gl.deleteProgram(this.program);
  }
}

/** Compiles each program when it is first needed: drawing without a table does not pay for one. */
export class Programs {
  private readonly made = new Map<string, Program>();

  constructor(private readonly gl: WebGL2RenderingContext) {}

  layer(defines: Defines): Program {
    const lines = Object.entries(defines).flatMap(([name, value]) =>
      value === false || value === 0 ? [] : [`#define ${name} ${Number(value)}`],
    );
    const names = lines.join('\n');
    return this.get(`${names}\n${layerVertex}`, `${names}\n${layerFragment}`);
  }

  halve(): Program {
    return this.get(rectangle, halve);
  }

  dispose(): void {
    for (const program of this.made.values()) program.dispose();
    this.made.clear();
  }

  private get(vertex: string, fragment: string): Program {
    let program = this.made.get(fragment);
    if (!program) {
      program = new Program(this.gl, link(this.gl, HEADER + vertex, HEADER + fragment));
      this.made.set(fragment, program);
    }
    return program;
  }
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue; // The context is lost, and drawing does nothing until it is back.
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const shaders = gl.getAttachedShaders(program) ?? [];
    const log = shaders.map((shader) => gl.getShaderInfoLog(shader)).join('\n');
    throw new Error(`A shader could not be built: ${gl.getProgramInfoLog(program)}\n${log}`);
  }
  return program;
}
