function move(to, from, n) {
  to = to | 0;
  from = from | 0;
  n = n | 0;
  if ((n >>> 0) > 512) {
    C(to | 0, from | 0, n | 0) | 0;
    return;
  }
  if ((to >>> 0) <= (from >>> 0)) {
    copy(to, from, n);
    return;
  }
  for (; (n | 0) > 0; n = n - 1 | 0) HU8[(to + n | 0) - 1 | 0] = HU8[(from + n | 0) - 1 | 0];
}
