// A layer's look-up table: CURVES (its entries), MATRIX, CUBE (nodes a side), TONE (entries), as far as it has them.

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

