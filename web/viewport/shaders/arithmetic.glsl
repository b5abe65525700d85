// Pixels are whole numbers 0..255 with straight alpha, rounded after each step exactly as the engine rounds them:
// modes that jump, such as hard mix, would show a difference of one as one of 255.

int divided(int product) { // by 255, rounded
  product += 128;
  return (product + (product >> 8)) >> 8;
}

ivec3 divided(ivec3 product) {
  product += 128;
  return (product + (product >> 8)) >> 8;
}

ivec4 levels(vec4 colour) {
  return ivec4(colour * 255.0 + 0.5);
}

int share(int part, int whole) { // part / whole of 255, at most all of it; none of nothing
  if (part == 0) return 0;
  return part < whole ? (510 * part + whole) / (2 * whole) : 255;
}

int burnt(int b, int s) {
  if (b == 255) return 255;
  int dark = 255 - b;
  return dark < s ? (510 * (s - dark) + s) / (2 * s) : 0;
}

int screened(int b, int s) {
  return divided(b * (255 - s) + 255 * s);
}

int lit(int b, int s) {
  return s < 128 ? divided(b * 2 * s) : screened(b, 2 * s - 255);
}

int softened(int b, int s) {
  float under = float(b) / 255.0;
  float weight = float(2 * s - 255) / 255.0;
  float root = 4 * b <= 255 ? ((16.0 * under - 12.0) * under + 4.0) * under : sqrt(under);
  float change = s < 128 ? under * (1.0 - under) : root - under;
  return int(clamp((under + weight * change) * 255.0 + 0.5, 0.0, 255.0));
}

float luminosity(ivec3 colour) { // in hundredths of a level
  return float(30 * colour.r + 59 * colour.g + 11 * colour.b);
}

int most(ivec3 colour) {
  return max(colour.r, max(colour.g, colour.b));
}

int least(ivec3 colour) {
  return min(colour.r, min(colour.g, colour.b));
}

float stretch(ivec3 colour, ivec3 like) { // makes a colour as saturated as another
  return float(most(like) - least(like)) / max(float(most(colour) - least(colour)), 1.0);
}

ivec3 relit(ivec3 colour, float light, float stretched) { // with another luminosity, clipped by losing saturation
  float own = luminosity(colour);
  float below = max(own - float(least(colour)) * 100.0, 1.0);
  float above = max(float(most(colour)) * 100.0 - own, 1.0);
  float factor = min(min(light / below, (25500.0 - light) / above), stretched) * 0.01;
  return ivec3(clamp((vec3(colour) * 100.0 - own) * factor + (light * 0.01 + 0.5), 0.0, 255.0));
}

// --- laying one pixel over another ------------------------------------------------------------------

ivec4 strengthened(ivec4 above, int cover) { // the source's alpha times its coverage
  above.a = divided(above.a * cover);
  return above.a == 0 ? ivec4(0) : above;
}

// All of a source over a backdrop that shines through, as Pillow does it.
ivec4 fully(ivec4 under, ivec4 above) {
  uint beneath = uint(under.a * (255 - above.a));
  uint alpha = uint(above.a) * 255u + beneath;
  uint own = uint(above.a) * 8323200u / alpha; // 255 * 255 * 128
  uvec3 sum = uvec3(above.rgb) * own + uvec3(under.rgb) * (32640u - own) + 16384u;
  uint shown = alpha + 128u;
  return ivec4(ivec3((((sum >> 8u) + sum) >> 8u) >> 7u), int(((shown >> 8u) + shown) >> 8u));
}

// A mean by weights whose sum, 0..65025, is its alpha.
ivec4 weighted(ivec4 under, ivec4 above, float below, float over) {
  float total = below + over;
  int part = int(over / max(total, 1.0) * 255.0 + 0.5);
  int alpha = int(total / 255.0 + 0.5);
  return alpha == 0 ? ivec4(0) : ivec4(divided(under.rgb * (255 - part) + above.rgb * part), alpha);
}

// As much of a source as the coverage says, with colours that blend as far as there is backdrop.
ivec4 partly(ivec4 under, ivec4 above, ivec3 mixed, int cover) {
  float over = float(above.a * cover);
  float below = (65025.0 - over) / 255.0 * float(under.a);
  if (mixed == above.rgb) return weighted(under, above, below, over);
  float total = below + over;
  float part = floor(over / max(total, 1.0) * 255.0 + 0.5) / 255.0;
  vec3 level = vec3(above.rgb) + vec3(mixed - above.rgb) * (float(under.a) / 255.0);
  level = (level - vec3(under.rgb)) * part + vec3(under.rgb) + 0.5;
  int alpha = int(total / 255.0 + 0.5);
  return alpha == 0 ? ivec4(0) : ivec4(ivec3(level), alpha);
}

// `mixed` is what the two colours blend to.
ivec4 over(ivec4 under, ivec4 above, ivec3 mixed, int cover) {
  if (above.a * cover == 0) return under.a == 0 ? ivec4(0) : under;
  if (under.a == 0) return strengthened(above, cover);
  if (under.a == 255) {
    int part = divided(above.a * cover);
    return ivec4(divided(under.rgb * (255 - part) + mixed * part), 255);
  }
  if (cover < 255) return partly(under, above, mixed, cover);
  above.rgb = divided(above.rgb * (255 - under.a) + mixed * under.a);
  return fully(under, above);
}

// From one pixel to another, as an opacity or a mask says.
ivec4 between(ivec4 before, ivec4 after, int cover) {
  if (cover == 0) return before;
  if (cover == 255) return after;
  return weighted(before, after, float((255 - cover) * before.a), float(cover * after.a));
}
