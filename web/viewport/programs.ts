import { blendFunction } from './blend-modes';
import arithmetic from './shaders/arithmetic.glsl?raw';
import dabFragment from './shaders/dab.frag.glsl?raw';
import dabVertex from './shaders/dab.vert.glsl?raw';
import halve from './shaders/halve.frag.glsl?raw';
import layer from './shaders/layer.frag.glsl?raw';
import place from './shaders/place.glsl?raw';
import plane from './shaders/plane.glsl?raw';
import present from './shaders/present.frag.glsl?raw';
import quad from './shaders/quad.vert.glsl?raw';
import rectangle from './shaders/rectangle.vert.glsl?raw';
import table from './shaders/table.glsl?raw';

/** Texture units: the sampler of each name always reads the same one. */
export const UNITS = {
  pixels: 0,
  mask: 1,
  cube: 2,
  tone: 3,
  larger: 4,
  backdrop: 5,
  group: 6,
  stroke: 7,
  selection: 8,
  composed: 9,
} as const;
/** The buffer binding of the curves. */
export const CURVES_BINDING = 0;

/** Names that a shader is compiled with, with a number or true. */
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

  /** Lays a layer by a blend mode; a stroke on it has its own. */
  layer(defines: Defines, mode: string, strokeMode: string): Program {
    const names = lines(defines);
    const key = `${names}\n${mode}\n${strokeMode}`;
    return this.get(key, () => {
      const parts = [
        names,
        place,
        arithmetic,
        blendFunction('blend', mode),
        defines['STROKE'] ? blendFunction('strokeBlend', strokeMode) : '',
        defines['PLANE'] ? plane : '',
        table,
        layer,
      ];
      return [`#define LAYER\n${names}\n${quad}`, parts.join('\n')];
    });
  }

  present(defines: Defines): Program {
    const names = lines(defines);
    return this.get(`present\n${names}`, () => [quad, `${names}\n${place}\n${arithmetic}\n${present}`]);
  }

  dab(defines: Defines): Program {
    const names = lines(defines);
    return this.get(`dab\n${names}`, () => [dabVertex, `${names}\n${dabFragment}`]);
  }

  halve(): Program {
    return this.get('halve', () => [rectangle, halve]);
  }

  dispose(): void {
    for (const program of this.made.values()) program.dispose();
    this.made.clear();
  }

  private get(key: string, source: () => [vertex: string, fragment: string]): Program {
    let program = this.made.get(key);
    if (!program) {
      const [vertex, fragment] = source();
      program = new Program(this.gl, link(this.gl, HEADER + vertex, HEADER + fragment));
      this.made.set(key, program);
    }
    return program;
  }
}

function lines(defines: Defines): string {
  return Object.entries(defines)
    .flatMap(([name, value]) => (value === false || value === 0 ? [] : [`#define ${name} ${Number(value)}`]))
    .join('\n');
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
  gl.bindAttribLocation(program, 0, 'dab');
  gl.bindAttribLocation(program, 1, 'hardness');
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const shaders = gl.getAttachedShaders(program) ?? [];
    const log = shaders.map((shader) => gl.getShaderInfoLog(shader)).join('\n');
    throw new Error(`A shader could not be built: ${gl.getProgramInfoLog(program)}\n${log}`);
  }
  return program;
}
