// One page of one layer on the screen: its pixels through the look-up table, by alpha and mask over what is behind.
//
// Names that painter.ts defines. How pixels are read: NEAREST, SMOOTH or WEIGHTED, and MASK. The table: CURVES (its
// entries), MATRIX, CUBE (nodes a side), TONE (entries). What comes out: OPAQUE, over the checkerboard (BACKDROP),
// STRAIGHT without the table, or premultiplied for blending.

flat in vec4 pageGrid;
flat in vec4 pageBounds;
flat in int pageLevel;

uniform sampler2D pixels;
uniform sampler2D mask;

out vec4 fragment;

#ifdef WEIGHTED
// Bilinear by hand: straight colours count by their alpha, and stay straight for the table.
vec4 weighted(vec2 place) {
  vec2 low = floor(place - 0.5);
  vec2 share = place - 0.5 - low;
  ivec2 limit = ivec2(pageBounds.xy);
  ivec2 a = clamp(ivec2(low), ivec2(0), limit);
  ivec2 b = clamp(ivec2(low) + 1, ivec2(0), limit);
  vec4 c00 = texelFetch(pixels, a, pageLevel);
  vec4 c10 = texelFetch(pixels, ivec2(b.x, a.y), pageLevel);
  vec4 c01 = texelFetch(pixels, ivec2(a.x, b.y), pageLevel);
  vec4 c11 = texelFetch(pixels, b, pageLevel);
  vec2 rest = 1.0 - share;
  vec4 weight = vec4(rest.x * rest.y, share.x * rest.y, rest.x * share.y, share.x * share.y);
  weight *= vec4(c00.a, c10.a, c01.a, c11.a);
  float alpha = weight.x + weight.y + weight.z + weight.w;
  vec3 seen = c00.rgb * weight.x + c10.rgb * weight.y + c01.rgb * weight.z + c11.rgb * weight.w;
  return vec4(seen / max(alpha, 1e-6), alpha);
}
#endif

vec4 read(vec2 place) {
#if defined(NEAREST)
  return texelFetch(pixels, ivec2(clamp(floor(place), vec2(0.0), pageBounds.xy)), 0);
#elif defined(SMOOTH)
  return textureLod(pixels, min(place, pageBounds.xy + 0.5) * pageBounds.zw, float(pageLevel));
#else
  return weighted(place);
#endif
}

#ifdef MASK
float shown(vec2 place) {
#ifdef NEAREST
  return texelFetch(mask, ivec2(clamp(floor(place), vec2(0.0), pageBounds.xy)), 0).r;
#else
  return textureLod(mask, min(place, pageBounds.xy + 0.5) * pageBounds.zw, float(pageLevel)).r;
#endif
}
#endif

#ifdef CURVES
layout(std140) uniform Curves {
  vec4 curves[CURVES];
};
#endif

#ifdef MATRIX
flat in vec3 fromRed;
flat in vec3 fromGreen;
flat in vec3 fromBlue;
flat in vec3 fromOne;
#endif

#ifdef CUBE
uniform sampler3D cube;

vec3 node(ivec3 place) {
  return texelFetch(cube, place, 0).rgb;
}

// Tetrahedral interpolation, as the engine does it: from the cell's lowest node to its highest, one axis at a time
// in the order of the fractions; the weights are the differences between neighbouring fractions.
vec3 throughCube(vec3 share) {
  vec3 place = clamp(share, 0.0, 1.0) * float(CUBE - 1);
  vec3 cell = min(floor(place), float(CUBE - 2));
  vec3 f = place - cell;
  bool redGreen = f.r >= f.g;
  bool greenBlue = f.g >= f.b;
  bool redBlue = f.r >= f.b;
  ivec3 first = redGreen ? (redBlue ? ivec3(1, 0, 0) : ivec3(0, 0, 1)) : (greenBlue ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
  ivec3 second = redGreen ? (greenBlue ? ivec3(1, 1, 0) : ivec3(1, 0, 1)) : (redBlue ? ivec3(1, 1, 0) : ivec3(0, 1, 1));
  float most = max(f.r, max(f.g, f.b));
  float least = min(f.r, min(f.g, f.b));
  float middle = f.r + f.g + f.b - most - least;
  ivec3 low = ivec3(cell);
  return node(low) * (1.0 - most) + node(low + first) * (most - middle) + node(low + second) * (middle - least) +
         node(low + 1) * least;
}
#endif

#ifdef TONE
uniform sampler2D tone;

float toned(float code, int channel) {
  float place = clamp(code, 0.0, 1.0) * float(TONE - 1);
#if TONE >= 1024
  return texelFetch(tone, ivec2(int(place + 0.5), 0), 0)[channel]; // steps are too small to be seen
#else
  int low = min(int(place), TONE - 2);
  float from = texelFetch(tone, ivec2(low, 0), 0)[channel];
  float to = texelFetch(tone, ivec2(low + 1, 0), 0)[channel];
  return mix(from, to, place - float(low));
#endif
}
#endif

vec3 throughTable(vec3 colour) {
#ifdef CURVES
  // A picture's pixels are bytes, also those between two of them: the entry is read, not interpolated.
  ivec3 entry = ivec3(colour * float(CURVES - 1) + 0.5);
  colour = vec3(curves[entry.r].r, curves[entry.g].g, curves[entry.b].b);
#endif
#ifdef MATRIX
  colour = fromRed * colour.r + fromGreen * colour.g + fromBlue * colour.b + fromOne;
#endif
#ifdef CUBE
  colour = throughCube(colour);
#endif
#ifdef TONE
  colour = vec3(toned(colour.r, 0), toned(colour.g, 1), toned(colour.b, 2));
#endif
  return clamp(colour, 0.0, 1.0);
}

#ifdef BACKDROP
uniform vec3 checkerA;
uniform vec3 checkerB;
uniform vec2 checker; // the canvas' height and a square's side, in device pixels

vec3 behind() {
  ivec2 square = ivec2(gl_FragCoord.x, checker.x - gl_FragCoord.y) / int(checker.y);
  return ((square.x ^ square.y) & 1) == 0 ? checkerA : checkerB;
}
#endif

void main() {
  vec2 place = gl_FragCoord.xy * pageGrid.xy + pageGrid.zw;
  vec4 source = read(place);
  float alpha = source.a;
#ifdef MASK
  alpha *= shown(place);
#endif
  vec3 colour = throughTable(source.rgb);
#if defined(STRAIGHT)
  fragment = vec4(source.rgb, alpha);
#elif defined(OPAQUE)
  fragment = vec4(colour, 1.0);
#elif defined(BACKDROP)
  fragment = vec4(mix(behind(), colour, alpha), 1.0);
#else
  fragment = vec4(colour * alpha, alpha);
#endif
}
