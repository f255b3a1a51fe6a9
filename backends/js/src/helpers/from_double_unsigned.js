// What is out of range gives zero.
function from_double_unsigned(x) {
  x = +x;
  var h = 0.0;
  if (!((x >= 1.0) & (x < 18446744073709551616.0))) {
    H32[8] = 0;
    return 0;
  }
  h = +floor(x / 4294967296.0);
  H32[8] = ~~h;
  return ~~(x - h * 4294967296.0) | 0;
}
