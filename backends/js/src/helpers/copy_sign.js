function copy_sign(x, y) {
  x = +x;
  y = +y;
  HF64[2] = y;
  x = +abs(x);
  if ((H32[5] | 0) < 0) return -x;
  return +x;
}
