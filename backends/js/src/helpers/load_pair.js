function load_pair(p) {
  p = p | 0;
  H32[8] = load_word(p + 4 | 0) | 0;
  return load_word(p) | 0;
}
