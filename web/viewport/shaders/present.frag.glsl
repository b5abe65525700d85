// The composed picture on the screen: over the background and the checkerboard, under what is drawn over pictures.

uniform sampler2D composed;
uniform sampler2D selection;
uniform vec3 checkerA;
uniform vec3 checkerB;
uniform vec2 checker; // the canvas' height and a square's side, in device pixels
uniform ivec4 background;
uniform vec2 grid; // the zoom, and a line's width in device pixels
uniform vec4 ants; // how far they have marched, a dash's length, and the canvas' size less one
uniform vec4 veil;
uniform int channel; // the one that is shown as grey
uniform vec4 clippedLow; // the colour of what is clipped, and whether it is shown
uniform vec4 clippedHigh;

out vec4 fragment;

vec3 behind() {
  ivec2 square = ivec2(gl_FragCoord.x, checker.x - gl_FragCoord.y) / int(checker.y);
  return ((square.x ^ square.y) & 1) == 0 ? checkerA : checkerB;
}

#if defined(ANTS) || defined(VEIL) || defined(MASK)
float selected(ivec2 place) {
  return texelFetch(selection, clamp(place, ivec2(0), ivec2(ants.zw)), 0).r;
}
#endif

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  vec4 colour = texelFetch(composed, here, 0);
#ifdef BACKGROUND
  ivec4 above = levels(colour);
  colour = vec4(over(background, above, above.rgb, 255)) / 255.0;
#endif
#ifdef CHANNEL
  vec3 seen = channel == 3 ? vec3(colour.a) : mix(behind(), vec3(colour[channel]), colour.a);
#else
  vec3 seen = mix(behind(), colour.rgb, colour.a);
#endif
#ifdef MASK
  seen = vec3(selected(here));
#endif
#ifdef CLIPPED
  float least = min(min(colour.r, colour.g), colour.b);
  float most = max(max(colour.r, colour.g), colour.b);
  if (colour.a > 0.0 && least < 0.5 / 255.0) seen = mix(seen, clippedLow.rgb, clippedLow.a);
  if (colour.a > 0.0 && most > 254.5 / 255.0) seen = mix(seen, clippedHigh.rgb, clippedHigh.a);
#endif
#ifdef GRID
  vec2 place = fract(inDocument()) * grid.x; // from the pixel's corner
  if (min(place.x, place.y) < grid.y) {
    float light = dot(seen, vec3(0.3, 0.59, 0.11));
    seen = mix(seen, vec3(light < 0.5 ? 1.0 : 0.0), 0.22);
  }
#endif
#ifdef VEIL
  seen = mix(seen, veil.rgb, veil.a * (1.0 - selected(here)));
#endif
#ifdef ANTS
  if (selected(here) >= 0.5) {
    float around = min(min(selected(here + ivec2(1, 0)), selected(here - ivec2(1, 0))),
                       min(selected(here + ivec2(0, 1)), selected(here - ivec2(0, 1))));
    if (around < 0.5) {
      float step_ = mod(gl_FragCoord.x - gl_FragCoord.y + ants.x, 2.0 * ants.y);
      seen = vec3(step_ < ants.y ? 0.0 : 1.0);
    }
  }
#endif
  fragment = vec4(seen, 1.0);
}
