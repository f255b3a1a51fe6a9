# Machine integers: operators, overflow, text, conversions between the sizes.
from _cases import entry_point_of
from rpython.rlib.rarithmetic import (intmask, ovfcheck, r_uint, r_longlong, r_ulonglong, int_between, int_force_ge_zero,
    is_valid_int, int_c_div, int_c_mod, r_int, r_int64, r_uint32, r_int32)

NUMBERS = [7, -7, 12, -12, 0, 1, -1]


def case_remainder_has_the_sign_of_the_divisor():
    for a in NUMBERS:
        for b in [5, -5, 3, -1]:
            print a // b, a % b,
        print


def case_division_by_zero_is_caught():
    def quotient(a, b):
        try:
            return a // b
        except ZeroDivisionError:
            return -99

    def rest(a, b):
        try:
            return a % b
        except ZeroDivisionError:
            return -98
    for b in [0, 4]:
        print quotient(9, b), rest(9, b)


def case_division_as_in_c():
    for a in [7, -7]:
        for b in [2, -2]:
            print int_c_div(a, b), int_c_mod(a, b),
    print


def case_remainder_by_a_power_of_two():
    for a in [13, -13, 8, -8, -1]:
        print a % 8, a & 7, a // 8, a >> 3


def case_shifts():
    for n in [0, 1, 4]:
        print 3 << n, -3 << n, 100 >> n, -100 >> n, r_uint(200) >> n


def case_bits():
    for a in [0, 5, -6]:
        for b in [3, -4]:
            print a & b, a | b, a ^ b, ~a,
        print


def case_abs_and_signs():
    for a in NUMBERS:
        print abs(a), -a, +a, int(not a),
    print


def case_minimum_and_maximum():
    for a in [-3, 4]:
        for b in [0, 4]:
            print min(a, b), max(a, b), min(b, 2), max(a, 1)


def case_comparisons():
    for a in [-1, 0, 1]:
        print int(a < 0), int(a <= 0), int(a == 0), int(a != 0), int(a >= 0), int(a > 0)


def case_chained_comparison():
    for a in range(6):
        print int(1 < a <= 4),
    print


def case_overflow_of_sums():
    def total(numbers):
        result = 0
        for n in numbers:
            try:
                result = ovfcheck(result + n)
            except OverflowError:
                return 'too large'
        return str(result)
    half = intmask(r_uint(-1) >> 2) + 1
    print total([1, 2, 3]), total([half, half]), int(total([-half, -half]) == total([-half - half])), int(total([half, half - 1]) != 'too large')


def case_overflow_of_products():
    def product(a, b):
        try:
            return int(ovfcheck(a * b) == 0)
        except OverflowError:
            return -1
    most = intmask(r_uint(-1) >> 1)
    print product(most, 2), product(most, 0), product(-most, 1), product(-most - 1, -1), product(most, most)


def case_overflow_of_differences_and_shifts():
    def difference(a, b):
        try:
            return int(ovfcheck(a - b) > 0)
        except OverflowError:
            return -1

    def shifted(a, n):
        try:
            return int(ovfcheck(a << n) > 0)
        except OverflowError:
            return -1
    most = intmask(r_uint(-1) >> 1)
    print difference(most, -1), difference(-most, 2), difference(most, most), difference(5, 2)
    print shifted(most, 1), shifted(1, 3), shifted(-1, 3), shifted(most // 2 + 1, 1)


def case_overflow_of_the_smallest():
    def negated(a):
        try:
            return int(ovfcheck(-a) > 0)
        except OverflowError:
            return -1

    def absolute(a):
        try:
            return int(ovfcheck(abs(a)) > 0)
        except OverflowError:
            return -1

    def divided(a, b):
        try:
            return int(ovfcheck(a // b) > 0)
        except OverflowError:
            return -1
        except ZeroDivisionError:
            return -2
    least = -intmask(r_uint(-1) >> 1) - 1
    print negated(least), negated(-5), absolute(least), absolute(-5), divided(least, -1), divided(7, 0), divided(7, 2)


def case_decimal_text():
    for n in [0, 9, -10, 2147483647, -2147483647]:
        print str(n), '[%d]' % n, '%s' % n, len(str(n))


def case_other_bases():
    for n in [0, 1, 255, -255, 4096]:
        print hex(n), oct(n), '%x' % n, '%o' % (abs(n),), bin(n)


def case_text_of_unsigned():
    for n in [0, 1, 255]:
        u = r_uint(n)
        print str(u), hex(n), oct(n), '%d' % u


def case_unsigned_wrap():
    for n in [0, 3]:
        u = r_uint(n)
        print intmask(u - 1), intmask(u + r_uint(-2)), int(u - 1 > u), intmask(~u)


def case_unsigned_compare():
    for n in [-1, 0, 1]:
        u = r_uint(n)
        print int(u > r_uint(5)), int(u == r_uint(0)), int(u < r_uint(1)), int(bool(u))


def case_unsigned_division():
    for n in [10, 17]:
        u = r_uint(n)
        print intmask(u // 4), intmask(u % 4), intmask(r_uint(-n) >> 60), intmask(u * 3)


def case_sixty_four_bits():
    for n in [3, -3]:
        big = r_longlong(n) * r_longlong(1000000007)
        print int(big // r_longlong(1000000007)), int(big > r_longlong(0)), str(big), int(big >> 4)


def case_unsigned_sixty_four_bits():
    for n in [1, 40]:
        u = r_ulonglong(1) << n
        print str(u), int(u > r_ulonglong(1000)), str(u - r_ulonglong(1))


def case_thirty_two_bits():
    for n in [5, 20000]:
        print str(r_uint32(n * 100000)), intmask(r_int32(n)), str(r_uint32(-n))


def case_text_to_number():
    for text in ['12', ' -7 ', '+3', '0', '1x', '', '--2', ' ']:
        try:
            print int(text),
        except ValueError:
            print 'no',
    print


def case_text_in_a_base():
    for text, base in [('ff', 16), ('-101', 2), ('zz', 36), ('1F', 16), ('77', 8), ('8', 8), ('12', 1)]:
        try:
            print int(text, base),
        except ValueError:
            print 'no',
    print


def case_float_to_number():
    for f in [2.75, -2.75, 0.0, 1e9]:
        print int(f), int(f * 2.0),
    print


def case_computed_before_the_program_starts():
    for quotient, rest in EARLY:
        print quotient, rest,
    print int(SIXTY_FOUR + 1), int(SIXTY_FOUR // 2 == 0)


EARLY = [(int(q), int(r)) for q, r in [divmod(17, r_int(5)), divmod(r_uint(7), 2), divmod(r_int(-17), 5)]]
SIXTY_FOUR = r_int64(40)


def case_between():
    for n in range(-1, 6):
        print int(int_between(1, n, 4)), int_force_ge_zero(n - 3),
    print


def case_valid_int():
    for n in [0, -5]:
        print int(is_valid_int(n)), int(is_valid_int(n * 2))


def case_augmented():
    for start in [10, -10]:
        n = start
        n += 5
        n -= 1
        n *= 3
        n //= 4
        n %= 6
        n <<= 3
        n >>= 1
        n |= 1
        n ^= 7
        n &= 13
        print n,
    print


def case_bool_joins_int():
    for n in [3, 30]:
        big = n > 10
        count = 0
        if n > 2:
            count = big
        print count + 1, int(big) * 5


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
