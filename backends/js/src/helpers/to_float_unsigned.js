function to_float_unsigned(l, h) {
  l = l | 0;
  h = h | 0;
  if ((h >>> 0) >= 2097152) if (l & 2047) l = l & -2048 | 2048;
  return fround(+(h >>> 0) * 4294967296.0 + +(l >>> 0));
}
