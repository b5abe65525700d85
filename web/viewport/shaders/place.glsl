// Where in the document a fragment lies, in its pixels.

flat in vec3 pixelX;
flat in vec3 pixelY;

vec2 inDocument() {
  vec3 here = vec3(gl_FragCoord.xy, 1.0);
  return vec2(dot(pixelX, here), dot(pixelY, here));
}
