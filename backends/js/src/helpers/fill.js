function fill(p, c, n) {
  p = p | 0;
  c = c | 0;
  n = n | 0;
  var w = 0;
  if ((n >>> 0) > 1024) {
    F(p | 0, c | 0, n | 0) | 0;
    return;
  }
  if (!(p & 3)) {
    w = imul(c & 255, 16843009) | 0;
    for (; (n | 0) >= 4; n = n - 4 | 0) {
      H32[p >> 2] = w;
      p = p + 4 | 0;
    }
  }
  for (; (n | 0) > 0; n = n - 1 | 0) {
    HU8[p] = c;
    p = p + 1 | 0;
  }
}
