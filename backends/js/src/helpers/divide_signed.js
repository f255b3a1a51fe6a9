function divide_signed(a, b, c, d, rest) {
  a = a | 0;
  b = b | 0;
  c = c | 0;
  d = d | 0;
  rest = rest | 0;
  var s = 0, t = 0;
  s = b >> 31;
  t = d >> 31;
  a = a ^ s;
  b = ((b ^ s) - s | 0) - ((a >>> 0) < (s >>> 0)) | 0;
  a = a - s | 0;
  c = c ^ t;
  d = ((d ^ t) - t | 0) - ((c >>> 0) < (t >>> 0)) | 0;
  c = c - t | 0;
  a = divide_both(a, b, c, d, rest) | 0;
  if (!rest) s = s ^ t;
  a = a ^ s;
  H32[8] = (((H32[8] | 0) ^ s) - s | 0) - ((a >>> 0) < (s >>> 0)) | 0;
  return a - s | 0;
}
