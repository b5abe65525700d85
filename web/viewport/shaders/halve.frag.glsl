// One mip level from the one before it: the mean of 2 x 2 texels. Colours count by their alpha, so that what
// cannot be seen does not darken the edge of what can. A mask is read as red with alpha 1.

uniform sampler2D larger;
uniform ivec2 last; // the last texel of the larger level that holds picture

out vec4 mean;

void main() {
  ivec2 low = ivec2(gl_FragCoord.xy) * 2;
  ivec2 high = min(low + 1, last);
  low = min(low, last);
  vec4 a = texelFetch(larger, low, 0);
  vec4 b = texelFetch(larger, ivec2(high.x, low.y), 0);
  vec4 c = texelFetch(larger, ivec2(low.x, high.y), 0);
  vec4 d = texelFetch(larger, high, 0);
  float weight = a.a + b.a + c.a + d.a;
  vec3 seen = a.rgb * a.a + b.rgb * b.a + c.rgb * c.a + d.rgb * d.a;
  mean = weight > 0.0 ? vec4(seen / weight, weight * 0.25) : vec4(0.0);
}
