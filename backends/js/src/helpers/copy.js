// Up to some length a loop is faster than a call of the host.
function copy(to, from, n) {
  to = to | 0;
  from = from | 0;
  n = n | 0;
  if ((n >>> 0) > 512) {
    C(to | 0, from | 0, n | 0) | 0;
    return;
  }
  if (!((to | from) & 3)) {
    for (; (n | 0) >= 4; n = n - 4 | 0) {
      H32[to >> 2] = H32[from >> 2];
      to = to + 4 | 0;
      from = from + 4 | 0;
    }
  }
  for (; (n | 0) > 0; n = n - 1 | 0) {
    HU8[to] = HU8[from];
    to = to + 1 | 0;
    from = from + 1 | 0;
  }
}
