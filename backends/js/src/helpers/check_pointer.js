// A pointer to a function that is in the table from `base` on.
function check_pointer(p, mask, base) {
  p = p | 0;
  mask = mask | 0;
  base = base | 0;
  if (((p & mask) == 0) | ((p & ~mask) != (base | 0))) N(2) | 0;
  return p | 0;
}
