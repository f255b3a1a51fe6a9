function multiply_high(x, y) {
  x = x | 0;
  y = y | 0;
  var a = 0, b = 0, c = 0, d = 0, m = 0;
  a = x & 65535;
  b = x >>> 16;
  c = y & 65535;
  d = y >>> 16;
  m = (imul(b, c) | 0) + ((imul(a, c) | 0) >>> 16) | 0;
  a = (imul(a, d) | 0) + (m & 65535) | 0;
  return ((imul(b, d) | 0) + (m >>> 16) | 0) + (a >>> 16) | 0;
}
