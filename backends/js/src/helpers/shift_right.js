function shift_right(l, h, n) {
  l = l | 0;
  h = h | 0;
  n = n | 0;
  if (!n) {
    R = h;
    return l | 0;
  }
  if ((n | 0) < 32) {
    R = h >>> n;
    return l >>> n | h << (32 - n | 0);
  }
  R = 0;
  return h >>> (n - 32 | 0) | 0;
}
