// What a dab leaves bare of a pixel, to be multiplied with what the dabs before it left: the engine's profile, full
// within the hard part, then a smoothstep to the rim. SQUARES: as the document's pixels see it. ALIASED: a pencil's.

flat in vec4 tip;
flat in float hard;

uniform mat3 toPixel; // from the fragment to the document
uniform float softness; // the least width of a rim in document pixels: 1, or a pixel of the screen

out vec4 fragment;

void main() {
  vec2 place = (toPixel * vec3(gl_FragCoord.xy, 1.0)).xy;
#ifdef SQUARES
  place = floor(place) + 0.5;
#endif
  float distance_ = length(place - tip.xy);
#ifdef ALIASED
  float covered = distance_ <= max(tip.z, 0.5) ? 1.0 : 0.0;
#else
  float outer = tip.z + 0.5 * softness;
  float inner = min(hard * tip.z, tip.z - 0.5 * softness);
  float part = clamp((outer - distance_) / (outer - inner), 0.0, 1.0);
  float small = min(1.0, 4.0 * tip.z * tip.z);
  float covered = part * part * (3.0 - 2.0 * part) * small;
#endif
  fragment = vec4(1.0 - tip.w * covered);
}
