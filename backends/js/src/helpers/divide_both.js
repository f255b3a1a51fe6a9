// Quotient or rest of integers without sign. A divisor of two words is shifted so that its upper word tells enough
// (Warren, Hacker's Delight, 9-5).
function divide_both(a, b, c, d, rest) {
  a = a | 0;
  b = b | 0;
  c = c | 0;
  d = d | 0;
  rest = rest | 0;
  var l = 0, h = 0, s = 0, x = 0, y = 0;
  if (!d) {
    if (b) {
      h = ((b >>> 0) / (c >>> 0)) | 0;
      l = divide_words(((b >>> 0) % (c >>> 0)) | 0, a, c) | 0;
    } else {
      l = ((a >>> 0) / (c >>> 0)) | 0;
    }
    if (!rest) {
      H32[8] = h;
      return l | 0;
    }
  } else {
    s = clz32(d) | 0;
    x = d;
    if (s) x = d << s | c >>> (32 - s | 0);
    l = divide_words(b >>> 1, b << 31 | a >>> 1, x) | 0;
    l = l >>> (31 - s | 0);
    if (l) l = l - 1 | 0;
    x = imul(l, c) | 0;
    y = (multiply_high(l, c) | 0) + (imul(l, d) | 0) | 0;
    y = (b - y | 0) - ((a >>> 0) < (x >>> 0)) | 0;
    x = a - x | 0;
    if (((y >>> 0) > (d >>> 0)) | ((y | 0) == (d | 0)) & ((x >>> 0) >= (c >>> 0))) {
      l = l + 1 | 0;
      y = (y - d | 0) - ((x >>> 0) < (c >>> 0)) | 0;
      x = x - c | 0;
    }
    if (!rest) {
      H32[8] = 0;
      return l | 0;
    }
    H32[8] = y;
    return x | 0;
  }
  x = multiply(l, h, c, d) | 0;
  H32[8] = (b - (H32[8] | 0) | 0) - ((a >>> 0) < (x >>> 0)) | 0;
  return a - x | 0;
}
