function shift_right(l, h, n) {
  l = l | 0;
  h = h | 0;
  n = n | 0;
  if (!n) {
    H32[8] = h;
    return l | 0;
  }
  if ((n | 0) < 32) {
    H32[8] = h >>> n;
    return l >>> n | h << (32 - n | 0);
  }
  H32[8] = 0;
  return h >>> (n - 32 | 0) | 0;
}
