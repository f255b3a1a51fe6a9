function shift_left(l, h, n) {
  l = l | 0;
  h = h | 0;
  n = n | 0;
  if (!n) {
    R = h;
    return l | 0;
  }
  if ((n | 0) < 32) {
    R = h << n | l >>> (32 - n | 0);
    return l << n | 0;
  }
  R = l << (n - 32 | 0);
  return 0;
}
