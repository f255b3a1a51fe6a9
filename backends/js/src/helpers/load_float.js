function load_float(p) {
  p = p | 0;
  H32[4] = load_word(p) | 0;
  return fround(HF32[4]);
}
