function divide(a, b, c, d) {
  a = a | 0;
  b = b | 0;
  c = c | 0;
  d = d | 0;
  return divide_signed(a, b, c, d, 0) | 0;
}
