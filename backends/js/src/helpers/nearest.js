// The nearest integer, of two the even one; zeros keep their sign.
function nearest(x) {
  x = +x;
  var m = 0.0, f = 0.0, d = 0.0;
  m = +abs(x);
  if (!((m > 0.0) & (m < 4503599627370496.0))) return +x;
  f = +floor(m);
  d = m - f;
  if (d > 0.5) f = f + 1.0;
  else if (d == 0.5) f = +floor((f + 1.0) * 0.5) * 2.0;
  if (x < 0.0) return -f;
  return +f;
}
