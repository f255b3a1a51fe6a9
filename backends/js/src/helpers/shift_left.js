function shift_left(l, h, n) {
  l = l | 0;
  h = h | 0;
  n = n | 0;
  if (!n) {
    H32[8] = h;
    return l | 0;
  }
  if ((n | 0) < 32) {
    H32[8] = h << n | l >>> (32 - n | 0);
    return l << n | 0;
  }
  H32[8] = l << (n - 32 | 0);
  return 0;
}
