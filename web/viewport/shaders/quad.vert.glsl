// A four-sided part of the screen. What is the same for all of it goes to the fragments as flat values: software
// renderers read those many times quicker than uniforms.

uniform vec4 corners[4]; // in clip coordinates: top left, top right, bottom left, bottom right
uniform mat3 toPixel; // from the fragment to the document

flat out vec3 pixelX;
flat out vec3 pixelY;

#ifdef PLANE
uniform mat3 toPlane; // from the fragment, or with SQUARES from the document, to the plane
uniform vec4 content; // the page's place in its plane, and 1 / its texels at the level
uniform vec4 limits; // the last texel that holds picture, and the plane's size
uniform vec2 mip; // the level, and its texels per pixel

flat out vec3 planeX;
flat out vec3 planeY;
flat out vec3 planeZ;
flat out vec4 pageContent;
flat out vec4 pageLimits;
flat out vec2 pageMip;
#endif

#ifdef LAYER
uniform ivec2 manner; // the opacity, and whether it goes inside
uniform float density;

flat out ivec2 how;
flat out float hides;
#endif

#ifdef MATRIX
uniform mat4x3 matrix;
flat out vec3 fromRed;
flat out vec3 fromGreen;
flat out vec3 fromBlue;
flat out vec3 fromOne;
#endif

vec3 row(mat3 all, int index) {
  return vec3(all[0][index], all[1][index], all[2][index]);
}

void main() {
  gl_Position = corners[gl_VertexID];
  pixelX = row(toPixel, 0);
  pixelY = row(toPixel, 1);
#ifdef PLANE
  planeX = row(toPlane, 0);
  planeY = row(toPlane, 1);
  planeZ = row(toPlane, 2);
  pageContent = content;
  pageLimits = limits;
  pageMip = mip;
#endif
#ifdef LAYER
  how = manner;
  hides = density;
#endif
#ifdef MATRIX
  fromRed = matrix[0];
  fromGreen = matrix[1];
  fromBlue = matrix[2];
  fromOne = matrix[3];
#endif
}
