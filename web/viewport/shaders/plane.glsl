// One page of a plane at this fragment, with straight alpha. Read by NEAREST, SMOOTH (opaque pixels and masks),
// WEIGHTED (by alpha) or CUBIC. SQUARES: the plane is resampled to the document's pixels, seen as squares. PROJECTED: not
// by an affine map.
// EDGES: pixels on the plane's border show as much as it covers of them.

uniform sampler2D pixels;

flat in vec3 planeX;
flat in vec3 planeY;
flat in vec3 planeZ;
flat in vec4 pageContent;
flat in vec4 pageLimits;
flat in vec2 pageMip;

vec4 texel(ivec2 place) {
  return texelFetch(pixels, clamp(place, ivec2(0), ivec2(pageLimits.xy)), int(pageMip.x));
}

#ifdef WEIGHTED
// Bilinear by hand: straight colours count by their alpha, and stay straight for the table.
vec4 read(vec2 place) {
  vec2 low = floor(place - 0.5);
  vec2 part = place - 0.5 - low;
  ivec2 a = ivec2(low);
  vec4 c00 = texel(a);
  vec4 c10 = texel(a + ivec2(1, 0));
  vec4 c01 = texel(a + ivec2(0, 1));
  vec4 c11 = texel(a + 1);
  vec2 rest = 1.0 - part;
  vec4 weight = vec4(rest.x * rest.y, part.x * rest.y, rest.x * part.y, part.x * part.y);
  weight *= vec4(c00.a, c10.a, c01.a, c11.a);
  float alpha = weight.x + weight.y + weight.z + weight.w;
  vec3 seen = c00.rgb * weight.x + c10.rgb * weight.y + c01.rgb * weight.z + c11.rgb * weight.w;
  return vec4(seen / max(alpha, 1e-6), alpha);
}
#elif defined(CUBIC)
// Cubic convolution with a = -1/2 (Robert Keys, 1981), the engine's kernel; colours count by their alpha.
vec4 kernel(float t) {
  float t2 = t * t;
  float t3 = t2 * t;
  return 0.5 * vec4(-t + 2.0 * t2 - t3, 2.0 - 5.0 * t2 + 3.0 * t3, t + 4.0 * t2 - 3.0 * t3, t3 - t2);
}

vec4 read(vec2 place) {
  vec2 low = floor(place - 0.5);
  vec2 part = place - 0.5 - low;
  vec4 across = kernel(part.x);
  vec4 down = kernel(part.y);
  vec4 sum = vec4(0.0);
  for (int row = 0; row < 4; row++) {
    for (int column = 0; column < 4; column++) {
      vec4 sample_ = texel(ivec2(low) + ivec2(column - 1, row - 1));
      sum += across[column] * down[row] * vec4(sample_.rgb * sample_.a, sample_.a);
    }
  }
  float alpha = clamp(sum.a, 0.0, 1.0);
  return alpha > 0.0 ? vec4(clamp(sum.rgb / sum.a, 0.0, 1.0), alpha) : vec4(0.0);
}
#elif defined(SMOOTH)
vec4 read(vec2 place) {
  return textureLod(pixels, min(place, pageLimits.xy + 0.5) * pageContent.zw, pageMip.x);
}
#else
vec4 read(vec2 place) {
  return texel(ivec2(floor(place)));
}
#endif

#ifdef EDGES
// How much of a pixel, a square of side 1, lies on the inner side of a line: `away` is the line's distance from the
// pixel's middle, positive inside, and `normal` its unit normal.
float inside(float away, vec2 normal) {
  vec2 n = abs(normal);
  float steep = max(n.x, n.y);
  float flat_ = min(n.x, n.y);
  float reach = 0.5 * (steep + flat_);
  float size = abs(away);
  float rest; // the part beyond the line, seen from the middle's side
  if (size >= reach) rest = 0.0;
  else if (size <= 0.5 * (steep - flat_)) rest = 0.5 - size / steep;
  else rest = (reach - size) * (reach - size) / (2.0 * steep * flat_);
  return away >= 0.0 ? 1.0 - rest : rest;
}

float covered(vec2 place, float depth) {
  // How the place in the plane changes from one new pixel to the next.
  vec2 alongX = (planeX.xy - place.x * planeZ.xy) / depth;
  vec2 alongY = (planeY.xy - place.y * planeZ.xy) / depth;
  float perX = length(alongX);
  float perY = length(alongY);
  vec2 size = pageLimits.zw;
  return inside(place.x / perX, alongX / perX) * inside((size.x - place.x) / perX, alongX / perX) *
         inside(place.y / perY, alongY / perY) * inside((size.y - place.y) / perY, alongY / perY);
}
#endif

vec4 source() {
  vec3 here = vec3(gl_FragCoord.xy, 1.0);
#ifdef SQUARES
  here.xy = floor(inDocument()) + 0.5;
#endif
  vec2 there = vec2(dot(planeX, here), dot(planeY, here));
#ifdef PROJECTED
  float depth = dot(planeZ, here);
  there /= depth;
#else
  const float depth = 1.0;
#endif
  vec4 colour = read((there - pageContent.xy) * pageMip.y);
#ifdef EDGES
  colour.a *= covered(there, depth);
#endif
  return colour;
}
