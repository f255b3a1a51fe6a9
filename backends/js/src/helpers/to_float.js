// The last bits become one that only says whether there were any: then the double is exact, and one rounding decides.
function to_float(l, h) {
  l = l | 0;
  h = h | 0;
  if (((h + 2097152 | 0) >>> 0) >= 4194304) if (l & 2047) l = l & -2048 | 2048;
  return fround(+(h | 0) * 4294967296.0 + +(l >>> 0));
}
