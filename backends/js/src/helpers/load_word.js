function load_word(p) {
  p = p | 0;
  if (!(p & 3)) return H32[p >> 2] | 0;
  return HU8[p] | HU8[p + 1 | 0] << 8 | HU8[p + 2 | 0] << 16 | HU8[p + 3 | 0] << 24;
}
