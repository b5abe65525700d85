// A rectangle in clip coordinates: left, top, right, bottom.

uniform vec4 corners;

void main() {
  bvec2 far = bvec2((gl_VertexID & 1) != 0, (gl_VertexID & 2) != 0);
  gl_Position = vec4(mix(corners.xy, corners.zw, vec2(far)), 0.0, 1.0);
}
