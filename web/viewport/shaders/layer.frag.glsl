// One layer over what lies below it. What is laid: a page of a PLANE, what a group's layers made (GROUP), or the
// backdrop itself through a table (ADJUSTMENT, NORMAL without a blend mode). How: over or inside the backdrop, ALONE
// where nothing lies below or fixed functions blend it, quicker over what is OPAQUE, or as a MIXTURE of two states, for groups that pass through.
// RAW: as it is but for its table, for masks and for what hides all below.
// Further: MASK, DISSOLVE, STROKE with ERASES and LIMITED (by the selection), PAINTED_FIRST, and the table's names.

uniform sampler2D backdrop; // of the screen, as it is below this layer
uniform sampler2D group;
uniform sampler2D mask;

flat in ivec2 how; // the opacity, and whether it goes inside
flat in float hides;

#ifdef STROKE
uniform sampler2D stroke;
uniform sampler2D selection;
uniform vec4 paint;
uniform int strength;
uniform bool keepsAlpha;
#endif

out vec4 fragment;

#ifdef DISSOLVE
uint scattered(uint value) {
  value = (value ^ (value >> 16u)) * 0x7FEB352Du;
  value = (value ^ (value >> 15u)) * 0x846CA68Bu;
  return value ^ (value >> 16u);
}

ivec4 dissolved(ivec4 colour, int cover) {
  ivec2 pixel = ivec2(floor(inDocument()));
  uint value = scattered(scattered(uint(pixel.y) * 0x85EBCA77u) + uint(pixel.x) * 0x9E3779B1u);
  int threshold = int(((value >> 16u) * 65025u) >> 16u);
  return colour.a * cover > threshold ? ivec4(colour.rgb, 255) : ivec4(0);
}
#endif

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
#ifdef CURVES
  fragment.rgb = throughTable(fragment.rgb);
#endif
#else
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec4 above = own(here);
  int cover = how.x;
  bool isInside = how.y != 0;
#ifdef MASK
  float shown = float(levels(texelFetch(mask, here, 0)).r);
  cover = divided(int(255.0 - hides * (255.0 - shown) + 0.5) * cover);
#endif
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
  isInside = true;
#endif
#ifdef NORMAL
  ivec4 result = ivec4(divided(under.rgb * (255 - cover) + above.rgb * cover), 255);
#else
#ifdef DISSOLVE
#ifndef ADJUSTMENT
  if (isInside) {
    above = strengthened(above, cover);
    cover = 255;
  }
#endif
  above = dissolved(above, cover);
  cover = 255;
#endif
#if defined(ALONE)
  ivec4 result = ivec4(above.rgb, divided(above.a * cover));
#elif defined(OPAQUE)
  int part = divided(above.a * cover);
  ivec4 result = ivec4(divided(under.rgb * (255 - part) + blend(under.rgb, above.rgb) * part), 255);
#else
  ivec4 opaque = isInside ? ivec4(under.rgb, 255) : under;
  ivec4 result = over(opaque, above, blend(under.rgb, above.rgb), cover);
#endif
#endif
#if !defined(ALONE) && !defined(OPAQUE)
  if (isInside) result = under.a > 0 ? ivec4(result.rgb, under.a) : ivec4(0);
#endif
#endif
  fragment = vec4(result) * (1.0 / 255.0);
#endif
}
