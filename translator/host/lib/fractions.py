"""Exact fractions."""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Fraction(object):
    __slots__ = ('numerator', 'denominator')

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            numerator, denominator = _parts(numerator)
        elif isinstance(numerator, Fraction) or isinstance(denominator, Fraction):
            numerator, denominator = Fraction(numerator), Fraction(denominator)
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      numerator.denominator * denominator.numerator)
        if denominator == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % numerator)
        common = gcd(numerator, denominator)
        self = object.__new__(cls)
        self.numerator = numerator // common
        self.denominator = denominator // common
        return self

    @classmethod
    def from_float(cls, number):
        return cls(*number.as_integer_ratio())

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self.denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self.numerator, self.denominator
        while True:
            whole = n // d
            if q0 + whole * q1 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + whole * p1, q0 + whole * q1
            n, d = d, n - whole * d
        steps = (max_denominator - q0) // q1
        one = Fraction(p0 + steps * p1, q0 + steps * q1)
        other = Fraction(p1, q1)
        return other if abs(other - self) <= abs(one - self) else one

    def __add__(self, other):
        return _exact(self, other, lambda a, b: a + b,
                      lambda a, b, c, d: Fraction(a * d + c * b, b * d))

    __radd__ = __add__

    def __sub__(self, other):
        return _exact(self, other, lambda a, b: a - b,
                      lambda a, b, c, d: Fraction(a * d - c * b, b * d))

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        return _exact(self, other, lambda a, b: a * b, lambda a, b, c, d: Fraction(a * c, b * d))

    __rmul__ = __mul__

    def __div__(self, other):
        return _exact(self, other, lambda a, b: a / b, lambda a, b, c, d: Fraction(a * d, b * c))

    __truediv__ = __div__

    def __rdiv__(self, other):
        if isinstance(other, float):
            return other / float(self)
        return Fraction(other) / self

    __rtruediv__ = __rdiv__

    def __floordiv__(self, other):
        quotient = self / other
        return quotient // 1 if isinstance(quotient, float) else quotient.numerator // quotient.denominator

    def __mod__(self, other):
        return self - other * (self // other)

    def __pow__(self, power):
        if isinstance(power, (int, long)):
            if power >= 0:
                return Fraction(self.numerator ** power, self.denominator ** power)
            return Fraction(self.denominator ** -power, self.numerator ** -power)
        return float(self) ** float(power)

    def __neg__(self):
        return Fraction(-self.numerator, self.denominator)

    def __pos__(self):
        return Fraction(self.numerator, self.denominator)

    def __abs__(self):
        return Fraction(abs(self.numerator), self.denominator)

    def __trunc__(self):
        whole = abs(self.numerator) // self.denominator
        return -whole if self.numerator < 0 else whole

    __int__ = __long__ = __trunc__

    def __float__(self):
        return self.numerator.__truediv__(self.denominator)

    def __nonzero__(self):
        return self.numerator != 0

    def __cmp__(self, other):
        if isinstance(other, float):
            return cmp(float(self), other)
        other = Fraction(other)
        return cmp(self.numerator * other.denominator, other.numerator * self.denominator)

    def __eq__(self, other):
        return isinstance(other, (Fraction, int, long, float)) and self.__cmp__(other) == 0

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        if self.denominator == 1:
            return hash(self.numerator)
        return hash((self.numerator, self.denominator))

    def __repr__(self):
        return 'Fraction(%s, %s)' % (self.numerator, self.denominator)

    def __str__(self):
        if self.denominator == 1:
            return str(self.numerator)
        return '%s/%s' % (self.numerator, self.denominator)


def _exact(self, other, on_floats, on_parts):
    if isinstance(other, float):
        return on_floats(float(self), other)
    if not isinstance(other, (Fraction, int, long)):
        return NotImplemented
    other = Fraction(other)
    return on_parts(self.numerator, self.denominator, other.numerator, other.denominator)


def _parts(number):
    if isinstance(number, Fraction):
        return number.numerator, number.denominator
    if isinstance(number, (int, long)):
        return number, 1
    if isinstance(number, float):
        return number.as_integer_ratio()
    if isinstance(number, basestring):
        return _parse(number.strip())
    raise TypeError("argument should be a string, a number or a Fraction")


def _parse(text):
    above, slash, below = text.partition('/')
    if slash:
        return int(above), int(below)
    digits, e, exponent = text.lower().partition('e')
    whole, dot, places = digits.partition('.')
    power = (int(exponent) if e else 0) - len(places)
    number = int(whole + places)
    return (number * 10 ** power, 1) if power >= 0 else (number, 10 ** -power)
