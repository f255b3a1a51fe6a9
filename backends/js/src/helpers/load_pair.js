function load_pair(p) {
  p = p | 0;
  R = load_word(p + 4 | 0) | 0;
  return load_word(p) | 0;
}
