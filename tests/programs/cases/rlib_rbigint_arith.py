# rbigint: sums, products, quotients, powers, roots, divisors, with small, one-digit and large operands
# skip: js (numbers of 64 bits)
from _cases import entry_point_of
from rpython.rlib.rbigint import (
    rbigint, divmod_big, gcd_binary, gcd_lehmer, NULLRBIGINT, ONERBIGINT, ONENEGATIVERBIGINT)


def yes(b):
    return 'yes' if b else 'no'


def big(text):
    return rbigint.fromdecimalstr(text)


def power(base, exponent):
    return rbigint.fromint(base).int_pow(exponent)


EDGES = ['0', '1', '-1', '7', '-10', '9223372036854775806', '9223372036854775807', '9223372036854775808',
         '-9223372036854775808', '-9223372036854775809', '18446744073709551616',
         '-85070591730234615847396907784232501249', '340282366920938463463374607431768211456',
         '1000000000000000000000000000000000000000000000000000000007']
INTS = [0, 1, -1, 2, -3, 10, 4611686018427387904, 9223372036854775807, -9223372036854775807, -9223372036854775807 - 1]


def digest(numbers):
    """The sum of the numbers, each by its place, modulo a prime."""
    total = NULLRBIGINT
    for i in range(len(numbers)):
        total = total.add(numbers[i].int_mul(2 * i + 1))
    return total.mod(big('170141183460469231731687303715884105727')).str()


def case_add_edges():
    for a in EDGES:
        opposite = big('-' + a if a[0] != '-' else a[1:])
        print digest([big(a).add(big(b)) for b in EDGES]), yes(big(a).add(opposite).tobool())


def case_sub_edges():
    for a in EDGES:
        print digest([big(a).sub(big(b)) for b in EDGES]), big(a).sub(big(a)).str()


def case_mul_edges():
    for a in EDGES:
        print digest([big(a).mul(big(b)) for b in EDGES])


def case_carry_ripples_through():
    ones = ONERBIGINT.lshift(400).int_sub(1)
    print yes(ones.int_add(1).eq(ONERBIGINT.lshift(400))), yes(ones.add(ones).eq(ONERBIGINT.lshift(401).int_sub(2)))
    print ONERBIGINT.lshift(400).int_sub(5).hex()
    print ones.int_add(9223372036854775807).sub(ONERBIGINT.lshift(400)).str()
    print ONERBIGINT.lshift(126).int_sub(1).int_sub(9223372036854775807).hex()


def case_int_add_sub():
    for a in EDGES:
        print digest([big(a).int_add(i) for i in INTS]), digest([big(a).int_sub(i) for i in INTS])


def case_int_mul():
    for a in EDGES:
        print digest([big(a).int_mul(i) for i in INTS])
    print big('123456789123456789123456789').int_mul(1 << 40).str()


def case_int_int_results():
    for i in INTS:
        line = []
        for j in INTS:
            line.append(rbigint.add_int_int_bigint_result(i, j))
            line.append(rbigint.sub_int_int_bigint_result(i, j))
            line.append(rbigint.mul_int_int_bigint_result(i, j))
        print digest(line)


def case_squares():
    a = power(7, 30)
    for i in range(6):
        print yes(a.mul(a).eq(a.mul(a.int_add(0).neg()).neg())), digest([a.mul(a)])
        a = a.mul(a).int_sub(i)


def case_large_products_agree():
    # (a + b)(a - b) = aa - bb, for sizes on both sides of where products are split.
    for size in [50, 1611, 2541]:
        a = power(3, size)
        b = power(5, size // 2).int_add(size)
        left = a.add(b).mul(a.sub(b))
        print size, yes(left.eq(a.mul(a).sub(b.mul(b)))), digest([left])


def case_lopsided_products():
    long = power(11, 1700).int_add(1)
    for size in [1, 20, 60, 720]:
        short = power(13, size)
        product = long.mul(short)
        print size, yes(product.eq(short.mul(long))), product.mod(short).str(), yes(product.floordiv(long).eq(short))


def case_products_with_zeros_below():
    a = power(3, 900).lshift(5000)
    b = power(7, 700).lshift(6300)
    print yes(a.mul(b).rshift(11300).eq(power(3, 900).mul(power(7, 700))))
    print yes(a.mul(a).eq(power(9, 900).lshift(10000))), yes(ONERBIGINT.lshift(20000).mul(a).eq(a.lshift(20000)))


def case_products_of_ones():
    for bits in [63, 64, 126, 630, 2520, 2600]:
        ones = ONERBIGINT.lshift(bits).int_sub(1)
        # (2**n - 1) squared is 2**2n - 2**(n+1) + 1.
        print bits, yes(ones.mul(ones).eq(ONERBIGINT.lshift(2 * bits).sub(ONERBIGINT.lshift(bits + 1)).int_add(1))),
        print ones.mul(ones.int_add(0)).int_sub(1).bit_count()


def signs(f):
    line = []
    for a in ['17', '-17']:
        for b in ['5', '-5']:
            line.append(f(big(a), big(b)).str())
    print ' '.join(line)


def case_division_signs():
    signs(lambda a, b: a.floordiv(b))
    signs(lambda a, b: a.div(b))
    signs(lambda a, b: a.mod(b))
    signs(lambda a, b: a.int_mul(3).divmod(b)[1])
    for a, b in [(17, 5), (17, -5), (-17, 5), (-17, -5), (15, -5), (-15, 5)]:
        d, m = rbigint.fromint(a).int_divmod(b)
        print d.str(), m.str(), rbigint.fromint(a).int_floordiv(b).str(), rbigint.fromint(a).int_mod(b).str(),
        print rbigint.fromint(a).int_mod_int_result(b), rbigint.fromint(a).int_div(b).str()


def case_division_edges():
    for a in EDGES:
        quotients = []
        for b in EDGES:
            if b != '0':
                d, m = big(a).divmod(big(b))
                if not d.mul(big(b)).add(m).eq(big(a)) or m.abs().ge(big(b).abs()):
                    print 'wrong', a, b
                quotients.append(d)
                quotients.append(m)
        print digest(quotients)


def case_division_by_ints():
    for a in EDGES:
        results = []
        for i in INTS:
            if i:
                d, m = big(a).int_divmod(i)
                results.append(d)
                results.append(m)
                results.append(big(a).int_floordiv(i))
                results.append(big(a).int_mod(i))
                results.append(rbigint.fromint(big(a).int_mod_int_result(i)))
        print digest(results)


def division_by_zero(f):
    try:
        f(big('-12345678901234567890123'))
    except ZeroDivisionError:
        print 'ZeroDivisionError',


def case_division_by_zero():
    division_by_zero(lambda a: a.floordiv(NULLRBIGINT))
    division_by_zero(lambda a: a.mod(NULLRBIGINT))
    division_by_zero(lambda a: a.divmod(NULLRBIGINT)[0])
    division_by_zero(lambda a: a.int_floordiv(0))
    division_by_zero(lambda a: a.int_mod(0))
    division_by_zero(lambda a: a.int_divmod(0)[1])
    division_by_zero(lambda a: rbigint.fromint(a.int_mod_int_result(0)))
    division_by_zero(lambda a: rbigint.fromfloat(a.truediv(NULLRBIGINT)))
    print


def case_large_divisions_agree():
    for n, d in [(100, 50), (900, 899), (1500, 600), (6000, 2800)]:
        a = power(3, n).int_add(12345)
        b = power(7, d // 2).int_sub(8)
        q, r = divmod_big(a, b)
        print n, d, yes(q.mul(b).add(r).eq(a)), yes(r.lt(b)), digest([q, r])


def case_quotients_of_ones():
    # All ones and powers of two are where guesses of digits are too large.
    for bits in [126, 189, 2000]:
        top = ONERBIGINT.lshift(2 * bits)
        ones = ONERBIGINT.lshift(bits).int_sub(1)
        for a in [top, top.int_sub(1), top.sub(ones)]:
            for b in [ones, ones.int_add(1), ones.int_sub(1), ones.rshift(1).int_add(1)]:
                q, r = a.divmod(b)
                if not q.mul(b).add(r).eq(a) or r.ge(b) or r.lt(NULLRBIGINT):
                    print 'wrong', bits
        print bits, digest([top.floordiv(ones), top.mod(ones)])


def case_pow():
    for base in [0, 1, -1, 2, -2, 3, 10, -15, 1024]:
        print ' '.join([power(base, e).str() for e in [0, 1, 2, 5, 31, 64]])
    print digest([power(-12345678901, 301)]), yes(power(2, 5000).eq(ONERBIGINT.lshift(5000)))
    print yes(power(-8, 333).eq(ONERBIGINT.lshift(999).neg()))


def case_pow_modulo():
    moduli = ['1', '2', '7', '-7', '4294967296', '4294967311', '9223372036854775807', '-9223372036854775808',
              EDGES[11], EDGES[13]]
    for m in moduli:
        results = []
        for b in ['0', '3', '-3', '1267650600228229401496703205376', '-98765432109876543210']:
            for e in ['0', '1', '2', '77', '340282366920938463463374607431768211455']:
                results.append(big(b).pow(big(e), big(m)))
        print digest(results)
    print big('3').int_pow(1000003, big('1000000007')).str(), big('-3').int_pow(11, big('-100')).str()


def case_pow_fermat():
    # a ** (p - 1) is 1 modulo a prime.
    for p in ['65537', '4294967291', '9223372036854775783', '170141183460469231731687303715884105727']:
        print big('1234567890123456789').pow(big(p).int_sub(1), big(p)).str(),
    print


def failing_pow(a, e, m):
    try:
        if m == '':
            big(a).pow(big(e))
        else:
            big(a).pow(big(e), big(m))
    except ValueError:
        print 'ValueError',
    except TypeError:
        print 'TypeError',


def case_pow_errors():
    failing_pow('3', '-1', '')
    failing_pow('3', '-1', '10')
    failing_pow('3', '5', '0')
    failing_pow('0', '-20000000000000000000', '')
    print


def case_neg_abs():
    for a in EDGES:
        print big(a).neg().str(), big(a).abs().str(), big(a).neg().get_sign()


def case_gcd():
    a, b, g = power(3, 200), power(5, 150), power(7, 90)
    print a.gcd(b).str(), yes(a.mul(g).gcd(b.mul(g)).eq(g)), yes(b.mul(g).gcd(g.neg()).eq(g))
    print yes(NULLRBIGINT.gcd(a).eq(a))
    print yes(a.gcd(NULLRBIGINT).eq(a)), NULLRBIGINT.gcd(NULLRBIGINT).str(), yes(gcd_lehmer(g, a.mul(g)).eq(g))
    print big('-12345678901234567890').gcd(big('9876543210')).str()
    print big('18446744073709551616').gcd(big('-6442450944')).str()


def case_gcd_of_ints():
    print gcd_binary(0, 0), gcd_binary(0, 9), gcd_binary(48, 0), gcd_binary(1071, 462), gcd_binary(1 << 62, 6 << 40)
    for a, b in [(-1, 5), (4, -2)]:
        try:
            print gcd_binary(a, b)
        except ValueError:
            print 'ValueError'


def case_isqrt():
    for text in ['0', '1', '2', '3', '4', '99', '9223372036854775807', '85070591730234615847396907784232501249']:
        print big(text).isqrt().str(),
    print
    for n in [20, 151]:
        a = power(17, n)
        square = a.mul(a)
        print yes(square.isqrt().eq(a)), yes(square.int_sub(1).isqrt().eq(a.int_sub(1)))
        print yes(square.add(a).add(a).isqrt().eq(a))
    try:
        ONENEGATIVERBIGINT.isqrt()
    except ValueError:
        print 'ValueError'


def case_fibonacci_identity():
    # F(n - 1) F(n + 1) - F(n) ** 2 is (-1) ** n.
    a, b = NULLRBIGINT, ONERBIGINT
    for n in range(1, 601):
        a, b = b, a.add(b)
        if n % 200 < 2:
            print n, b.sub(a).mul(b).sub(a.mul(a)).str()


def case_factorial_divides():
    f = ONERBIGINT
    for i in range(2, 200):
        f = f.int_mul(i)
    print f.mod(power(10, 48)).str(), yes(f.mod(power(10, 49)).tobool()), f.int_mod(397).str(), f.int_mod_int_result(401)
    for i in range(2, 200):
        f = f.int_floordiv(i)
    print f.str()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
