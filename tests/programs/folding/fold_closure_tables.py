# Functions that are generated for a description look it up in dicts and lists of the function around them
from rpython.rlib.unroll import unrolling_iterable


class Convert(object):
    @staticmethod
    def whole(text):
        return int(text)

    @staticmethod
    def length(text):
        return len(text)


def wrap(func, **kinds):
    names = func.func_code.co_varnames[:func.func_code.co_argcount]
    defaults = list(func.func_defaults or ())
    first_default = len(names) - len(defaults)
    unrolling_names = unrolling_iterable(enumerate(names))
    doubled = [name for name in names if name.startswith('twice')]

    def wrapper(texts):
        args = ()
        given = 0
        for i, name in unrolling_names:
            if name in kinds:
                if len(texts) > given:
                    args += (getattr(Convert, kinds[name])(texts[given]),)
                elif i >= first_default:
                    args += (defaults[i - first_default],)
                else:
                    raise ValueError
                given += 1
            elif name in doubled:
                args += (texts[given] + texts[given],)
                given += 1
            elif name == 'count':
                args += (len(texts),)
            else:
                raise TypeError
        return func(*args)
    return wrapper


def add(a, b=100):
    return 'add %d' % (a + b)


def measure(twice_a, count, n=1):
    return '%s %d %d' % (twice_a, count, n)


def strange(unknown):
    return unknown


wrappers = [wrap(add, a='whole', b='whole'), wrap(add, a='length', b='whole'), wrap(measure, n='length'),
            wrap(strange)]


def call(wrapper, texts):
    try:
        return wrapper(texts)
    except ValueError:
        return 'ValueError'
    except TypeError:
        return 'TypeError'


def entry_point(argv):
    for texts in [['12', '30'], ['7'], []]:
        for wrapper in wrappers[:2]:
            print call(wrapper, texts)
    print call(wrappers[2], ['xy', 'abc']), '/', call(wrappers[2], ['z'])
    print call(wrappers[3], ['x'])
    return 0


def target(driver, args):
    return entry_point, None
