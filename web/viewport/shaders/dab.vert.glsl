// One touch of a brush's tip for each instance: a square around it.

in vec4 dab; // the middle in the document, the radius and the flow
in float hardness;

uniform mat3 fromDocument; // to clip coordinates
uniform float reach; // document pixels beyond the tip's rim

flat out vec4 tip;
flat out float hard;

void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  vec3 place = fromDocument * vec3(dab.xy + corner * (dab.z + reach), 1.0);
  gl_Position = vec4(place.xy, 0.0, 1.0);
  tip = dab;
  hard = hardness;
}
