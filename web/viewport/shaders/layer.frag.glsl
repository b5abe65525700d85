// One layer over what lies below it. What is laid: a page of a PLANE, what a group's layers made (GROUP), or the
// backdrop itself through a table (ADJUSTMENT, NORMAL without a blend mode). How: over or inside the backdrop, ALONE
// where nothing lies below, or as a MIXTURE of two states, for groups that pass through. RAW: as it is, for masks.
// Further: STROKE with ERASES and LIMITED (by the selection), PAINTED_FIRST, and the table's names. What differs in
// little is a uniform, since compiling takes longer than drawing.

uniform sampler2D backdrop; // of the screen, as it is below this layer
uniform sampler2D group;
uniform sampler2D mask;
uniform bool isMasked;
uniform float density;
uniform int opacity;
uniform bool isInside;
uniform bool isDissolved;
uniform mat3 toPixel; // from the fragment to the document

#ifdef STROKE
uniform sampler2D stroke;
uniform sampler2D selection;
uniform vec4 paint;
uniform int strength;
uniform bool keepsAlpha;
#endif

out vec4 fragment;

uint scattered(uint value) {
  value = (value ^ (value >> 16u)) * 0x7FEB352Du;
  value = (value ^ (value >> 15u)) * 0x846CA68Bu;
  return value ^ (value >> 16u);
}

ivec4 dissolved(ivec4 colour, int cover) {
  ivec2 pixel = ivec2(floor((toPixel * vec3(gl_FragCoord.xy, 1.0)).xy));
  uint value = scattered(scattered(uint(pixel.y) * 0x85EBCA77u) + uint(pixel.x) * 0x9E3779B1u);
  int threshold = int(((value >> 16u) * 65025u) >> 16u);
  return colour.a * cover > threshold ? ivec4(colour.rgb, 255) : ivec4(0);
}

#ifdef STROKE
ivec4 painted(ivec4 before) {
  ivec2 here = ivec2(gl_FragCoord.xy);
  int covered = int((1.0 - texelFetch(stroke, here, 0).r) * 255.0 + 0.5);
  int cover = (covered * strength + 128) >> 8;
#ifdef ERASES
  ivec4 after = between(before, ivec4(0), cover);
#else
  ivec4 colour = levels(paint);
  ivec4 after = over(before, colour, strokeBlend(before.rgb, colour.rgb), cover);
#endif
  if (keepsAlpha) after.a = before.a;
#ifdef LIMITED
  after = between(before, after, levels(texelFetch(selection, here, 0)).r);
#endif
  return after;
}
#endif

ivec4 tabled(ivec4 colour) {
  return ivec4(ivec3(throughTable(vec3(colour.rgb) / 255.0) * 255.0 + 0.5), colour.a);
}

ivec4 own(ivec2 here) {
#if defined(PLANE)
  ivec4 colour = levels(source());
#elif defined(GROUP)
  ivec4 colour = levels(texelFetch(group, here, 0));
#else
  ivec4 colour = levels(texelFetch(backdrop, here, 0));
#endif
#if defined(STROKE) && defined(PAINTED_FIRST)
  colour = painted(colour);
#endif
#ifdef CURVES
  colour = tabled(colour);
#endif
#if defined(STROKE) && !defined(PAINTED_FIRST)
  colour = painted(colour);
#endif
  return colour;
}

void main() {
#ifdef RAW
  fragment = source();
#else
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec4 above = own(here);
  int cover = opacity;
  if (isMasked) {
    float shown = float(levels(texelFetch(mask, here, 0)).r);
    cover = divided(int(255.0 - density * (255.0 - shown) + 0.5) * opacity);
  }
#ifdef ALONE
  ivec4 under = ivec4(0);
#else
  ivec4 under = levels(texelFetch(backdrop, here, 0));
#endif
#ifdef MIXTURE
  ivec4 result = between(under, above, cover);
#else
#ifdef ADJUSTMENT
  above.a = 255;
  bool keeps = true;
#else
  bool keeps = isInside;
#endif
  if (isDissolved) {
    if (isInside) above = strengthened(above, cover);
    above = dissolved(above, isInside ? 255 : cover);
    cover = 255;
  }
  ivec4 opaque = keeps ? ivec4(under.rgb, 255) : under;
#ifdef NORMAL
  ivec4 result = ivec4(divided(under.rgb * (255 - cover) + above.rgb * cover), under.a);
#else
  ivec4 result = over(opaque, above, blend(under.rgb, above.rgb), cover);
#endif
  if (keeps) result = under.a > 0 ? ivec4(result.rgb, under.a) : ivec4(0);
#endif
  fragment = vec4(result) / 255.0;
#endif
}
