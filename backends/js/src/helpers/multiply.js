function multiply(a, b, c, d) {
  a = a | 0;
  b = b | 0;
  c = c | 0;
  d = d | 0;
  H32[8] = ((multiply_high(a, c) | 0) + (imul(a, d) | 0) | 0) + (imul(b, c) | 0) | 0;
  return imul(a, c) | 0;
}
