// What is out of range gives the smallest value.
function from_double(x) {
  x = +x;
  var m = 0.0, h = 0.0, l = 0;
  if (!((x >= -9223372036854775808.0) & (x < 9223372036854775808.0))) {
    H32[8] = -2147483648;
    return 0;
  }
  m = +abs(x);
  h = +floor(m / 4294967296.0);
  l = ~~(m - h * 4294967296.0);
  H32[8] = ~~h;
  if (x < 0.0) {
    H32[8] = (0 - (H32[8] | 0) | 0) - ((l | 0) != 0) | 0;
    l = 0 - l | 0;
  }
  return l | 0;
}
