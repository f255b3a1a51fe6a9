function compare(x, y, n) {
  x = x | 0;
  y = y | 0;
  n = n | 0;
  var a = 0, b = 0;
  if (!((x | y) & 3)) {
    for (; (n | 0) >= 4; n = n - 4 | 0) {
      if ((H32[x >> 2] | 0) != (H32[y >> 2] | 0)) break;
      x = x + 4 | 0;
      y = y + 4 | 0;
    }
  }
  for (; (n | 0) > 0; n = n - 1 | 0) {
    a = HU8[x] | 0;
    b = HU8[y] | 0;
    if ((a | 0) != (b | 0)) return ((a | 0) > (b | 0)) - ((a | 0) < (b | 0)) | 0;
    x = x + 1 | 0;
    y = y + 1 | 0;
  }
  return 0;
}
