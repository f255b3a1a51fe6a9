function load_double(p) {
  p = p | 0;
  if (!(p & 7)) return +HF64[p >> 3];
  H32[4] = load_word(p) | 0;
  H32[5] = load_word(p + 4 | 0) | 0;
  return +HF64[2];
}
