function load_half(p) {
  p = p | 0;
  return HU8[p] | HU8[p + 1 | 0] << 8;
}
