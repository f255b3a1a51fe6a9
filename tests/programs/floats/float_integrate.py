# numerical integration with functions as values
# skip: untranslated (run-time floats print with six decimals)
import math

def square(x):
    return x * x

def bell(x):
    return math.exp(-x * x)

def integrate(f, a, b, n):
    h = (b - a) / n
    t = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        t += f(a + i * h)
    return t * h

def entry_point(argv):
    print integrate(square, 0.0, 3.0, 1000)
    print integrate(bell, -5.0, 5.0, 1000)
    print integrate(math_sin, 0.0, math.pi, 100)
    return 0

def math_sin(x):
    return math.sin(x)


def target(driver, args):
    return entry_point, None
