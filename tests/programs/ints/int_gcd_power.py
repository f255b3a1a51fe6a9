# loops: greatest common divisor, power, factorial, Fibonacci
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

def power(b, e):
    r = 1
    while e > 0:
        if e & 1:
            r *= b
        b *= b
        e >>= 1
    return r

def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)

def fib(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
    return a

def entry_point(argv):
    print gcd(48, 36), gcd(17, 5), gcd(0, 9), gcd(1000000, 24)
    print power(2, 10), power(3, 5), power(10, 6), power(7, 0), power(-2, 7)
    print fact(1), fact(5), fact(12)
    for i in range(0, 40, 5):
        print fib(i),
    print
    return 0


def target(driver, args):
    return entry_point, None
