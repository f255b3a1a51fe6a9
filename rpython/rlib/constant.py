"""Constants of floats that complex functions need."""
import math

DBL_MIN = 2.2250738585072014e-308
DBL_MAX = 1.7976931348623157e308
DBL_EPSILON = 2.220446049250313e-16
DBL_MANT_DIG = 53

# Half of the largest and four times the smallest: beyond them intermediate results are scaled.
CM_LARGE_DOUBLE = DBL_MAX / 4.0
CM_SQRT_LARGE_DOUBLE = math.sqrt(CM_LARGE_DOUBLE)
CM_LOG_LARGE_DOUBLE = math.log(CM_LARGE_DOUBLE)
CM_SQRT_DBL_MIN = math.sqrt(DBL_MIN)

# How far the root of a subnormal number is scaled up, and back.
CM_SCALE_UP = 2 * (DBL_MANT_DIG // 2) + 1
CM_SCALE_DOWN = -((CM_SCALE_UP + 1) // 2)

M_LN2 = 0.6931471805599453
M_LN10 = 2.302585092994046
