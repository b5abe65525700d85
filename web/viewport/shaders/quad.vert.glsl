// A four-sided part of the screen. What is the same for all of it goes to the fragments as flat values: software
// renderers read those many times quicker than uniforms.

uniform vec4 corners[4]; // in clip coordinates: top left, top right, bottom left, bottom right

#ifdef PLANE
uniform vec4 content; // the page's place in its plane, and its texels' number at the level
uniform vec4 limits; // the last texel that holds picture, and the plane's size
uniform vec2 mip; // the level, and its texels per pixel

flat out vec4 pageContent;
flat out vec4 pageLimits;
flat out vec2 pageMip;
#endif

#ifdef MATRIX
uniform mat4x3 matrix;
flat out vec3 fromRed;
flat out vec3 fromGreen;
flat out vec3 fromBlue;
flat out vec3 fromOne;
#endif

void main() {
  gl_Position = corners[gl_VertexID];
#ifdef PLANE
  pageContent = content;
  pageLimits = limits;
  pageMip = mip;
#endif
#ifdef MATRIX
  fromRed = matrix[0];
  fromGreen = matrix[1];
  fromBlue = matrix[2];
  fromOne = matrix[3];
#endif
}
