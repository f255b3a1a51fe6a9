// (h, l) / d, where h is below d. The quotient of floats is at most one off.
function divide_words(h, l, d) {
  h = h | 0;
  l = l | 0;
  d = d | 0;
  var f = 0.0, q = 0, x = 0, y = 0;
  f = +floor((+(h >>> 0) * 4294967296.0 + +(l >>> 0)) / +(d >>> 0));
  if (f > 4294967295.0) f = 4294967295.0;
  q = ~~f;
  x = imul(q, d) | 0;
  y = multiply_high(q, d) | 0;
  y = (h - y | 0) - ((l >>> 0) < (x >>> 0)) | 0;
  x = l - x | 0;
  if ((y | 0) < 0) return q - 1 | 0;
  if (((y | 0) != 0) | ((x >>> 0) >= (d >>> 0))) return q + 1 | 0;
  return q | 0;
}
