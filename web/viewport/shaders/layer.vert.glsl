// One page on the screen. What is the same for all of the page goes to the fragments as flat values: software
// renderers read those many times quicker than uniforms.

uniform vec4 corners; // in clip coordinates: left, top, right, bottom
uniform vec4 grid; // texels per device pixel, and the texel at the canvas' corner
uniform vec4 bounds; // the last texel that holds picture, and 1 / texels of the level
uniform int level;

flat out vec4 pageGrid;
flat out vec4 pageBounds;
flat out int pageLevel;

#ifdef MATRIX
uniform mat4x3 matrix;
flat out vec3 fromRed;
flat out vec3 fromGreen;
flat out vec3 fromBlue;
flat out vec3 fromOne;
#endif

void main() {
  bvec2 far = bvec2((gl_VertexID & 1) != 0, (gl_VertexID & 2) != 0);
  gl_Position = vec4(mix(corners.xy, corners.zw, vec2(far)), 0.0, 1.0);
  pageGrid = grid;
  pageBounds = bounds;
  pageLevel = level;
#ifdef MATRIX
  fromRed = matrix[0];
  fromGreen = matrix[1];
  fromBlue = matrix[2];
  fromOne = matrix[3];
#endif
}
