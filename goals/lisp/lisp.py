# a small Lisp: numbers, symbols, lists, closures; reads a file argument or standard input
# uses: prelude.lisp
import os

from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rstring import StringBuilder


class LispError(Exception):
    def __init__(self, message):
        self.message = message


class W_Object(object):
    def write(self, b):
        raise NotImplementedError

    def is_true(self):
        return True


class W_Int(W_Object):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = value

    def write(self, b):
        b.append(str(self.value))


class W_Symbol(W_Object):
    def __init__(self, name):
        self.name = name

    def write(self, b):
        b.append(self.name)


class W_String(W_Object):
    def __init__(self, text):
        self.text = text

    def write(self, b):
        b.append(self.text)


class W_Nil(W_Object):
    def is_true(self):
        return False

    def write(self, b):
        b.append("()")


class W_Cons(W_Object):
    def __init__(self, car, cdr):
        self.car = car
        self.cdr = cdr

    def write(self, b):
        b.append("(")
        w = self
        while True:
            w.car.write(b)
            rest = w.cdr
            if isinstance(rest, W_Cons):
                b.append(" ")
                w = rest
                continue
            if not isinstance(rest, W_Nil):
                b.append(" . ")
                rest.write(b)
            break
        b.append(")")


class W_Primitive(W_Object):
    def __init__(self, name, function):
        self.name = name
        self.function = function

    def write(self, b):
        b.append("#<primitive " + self.name + ">")


class W_Closure(W_Object):
    def __init__(self, parameters, body, scope):
        self.parameters = parameters
        self.body = body
        self.scope = scope

    def write(self, b):
        b.append("#<closure>")


class Symbols(object):
    def __init__(self):
        self.table = {}

    def intern(self, name):
        if name not in self.table:
            self.table[name] = W_Symbol(name)
        return self.table[name]


symbols = Symbols()
nil = W_Nil()
s_true = symbols.intern("t")
s_quote = symbols.intern("quote")
s_if = symbols.intern("if")
s_define = symbols.intern("define")
s_set = symbols.intern("set!")
s_lambda = symbols.intern("lambda")
s_begin = symbols.intern("begin")
s_let = symbols.intern("let")
s_while = symbols.intern("while")
s_and = symbols.intern("and")
s_or = symbols.intern("or")
s_cond = symbols.intern("cond")


class Scope(object):
    def __init__(self, parent):
        self.parent = parent
        self.names = {}

    def lookup(self, symbol):
        scope = self
        while scope is not None:
            value = scope.names.get(symbol, None)
            if value is not None:
                return value
            scope = scope.parent
        raise LispError("undefined: " + symbol.name)

    def assign(self, symbol, value):
        scope = self
        while scope is not None:
            if symbol in scope.names:
                scope.names[symbol] = value
                return
            scope = scope.parent
        raise LispError("cannot assign: " + symbol.name)


# ---- reader ----

class Reader(object):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def skip(self):
        while self.pos < len(self.text):
            c = self.text[self.pos]
            if c == ";":
                while self.pos < len(self.text) and self.text[self.pos] != "\n":
                    self.pos += 1
            elif c == " " or c == "\n" or c == "\t" or c == "\r":
                self.pos += 1
            else:
                break

    def at_end(self):
        self.skip()
        return self.pos >= len(self.text)

    def read(self):
        if self.at_end():
            raise LispError("unexpected end")
        c = self.text[self.pos]
        if c == "(":
            self.pos += 1
            return self.read_list()
        if c == ")":
            self.pos += 1
            raise LispError("unexpected )")
        if c == "'":
            self.pos += 1
            return W_Cons(s_quote, W_Cons(self.read(), nil))
        if c == "\"":
            return self.read_string()
        return self.read_atom()

    def read_list(self):
        items = []
        tail = nil
        while True:
            if self.at_end():
                raise LispError("missing )")
            if self.text[self.pos] == ")":
                self.pos += 1
                break
            item = self.read()
            if isinstance(item, W_Symbol) and item.name == ".":
                tail = self.read()
                continue
            items.append(item)
        result = tail
        i = len(items) - 1
        while i >= 0:
            result = W_Cons(items[i], result)
            i -= 1
        return result

    def read_string(self):
        self.pos += 1
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] != "\"":
            self.pos += 1
        end = self.pos
        assert start >= 0
        assert end >= 0
        self.pos += 1
        return W_String(self.text[start:end])

    def read_atom(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] not in "() \n\t\r;'\"":
            self.pos += 1
        end = self.pos
        assert start >= 0
        assert end >= 0
        word = self.text[start:end]
        try:
            return W_Int(int(word))
        except ValueError:
            return symbols.intern(word)


# ---- evaluator ----

def car(w):
    if isinstance(w, W_Cons):
        return w.car
    raise LispError("not a pair: " + show(w))


def cdr(w):
    if isinstance(w, W_Cons):
        return w.cdr
    raise LispError("not a pair: " + show(w))


def show(w):
    b = StringBuilder()
    w.write(b)
    return b.build()


def symbol_of(w):
    if isinstance(w, W_Symbol):
        return w
    raise LispError("not a symbol: " + show(w))


def truth(flag):
    if flag:
        return s_true
    return nil


def evaluate(w, scope):
    while True:
        if isinstance(w, W_Symbol):
            return scope.lookup(w)
        if not isinstance(w, W_Cons):
            return w
        head = w.car
        if head is s_quote:
            return car(w.cdr)
        if head is s_if:
            if evaluate(car(w.cdr), scope).is_true():
                w = car(cdr(w.cdr))
            else:
                rest = cdr(cdr(w.cdr))
                if isinstance(rest, W_Nil):
                    return nil
                w = car(rest)
            continue
        if head is s_cond:
            clauses = w.cdr
            while isinstance(clauses, W_Cons):
                if evaluate(car(clauses.car), scope).is_true():
                    break
                clauses = clauses.cdr
            if not isinstance(clauses, W_Cons):
                return nil
            w = W_Cons(s_begin, cdr(clauses.car))
            continue
        if head is s_define:
            name = car(w.cdr)
            if isinstance(name, W_Cons):
                value = W_Closure(name.cdr, cdr(w.cdr), scope)
                scope.names[symbol_of(name.car)] = value
            else:
                scope.names[symbol_of(name)] = evaluate(car(cdr(w.cdr)), scope)
            return nil
        if head is s_set:
            value = evaluate(car(cdr(w.cdr)), scope)
            scope.assign(symbol_of(car(w.cdr)), value)
            return value
        if head is s_lambda:
            return W_Closure(car(w.cdr), cdr(w.cdr), scope)
        if head is s_begin:
            body = w.cdr
            if isinstance(body, W_Nil):
                return nil
            w = sequence(body, scope)
            continue
        if head is s_let:
            inner = Scope(scope)
            bindings = car(w.cdr)
            while isinstance(bindings, W_Cons):
                pair = bindings.car
                inner.names[symbol_of(car(pair))] = evaluate(car(cdr(pair)), scope)
                bindings = bindings.cdr
            scope = inner
            w = sequence(cdr(w.cdr), scope)
            continue
        if head is s_while:
            while evaluate(car(w.cdr), scope).is_true():
                body = cdr(w.cdr)
                while isinstance(body, W_Cons):
                    evaluate(body.car, scope)
                    body = body.cdr
            return nil
        if head is s_and:
            return conjunction(w.cdr, scope, False)
        if head is s_or:
            return conjunction(w.cdr, scope, True)
        function = evaluate(head, scope)
        args = []
        rest = w.cdr
        while isinstance(rest, W_Cons):
            args.append(evaluate(rest.car, scope))
            rest = rest.cdr
        if isinstance(function, W_Primitive):
            return function.function(args)
        if not isinstance(function, W_Closure):
            raise LispError("not a function: " + show(function))
        scope = bind(function, args)
        w = sequence(function.body, scope)


def sequence(body, scope):
    while True:
        if not isinstance(body, W_Cons):
            return nil
        rest = body.cdr
        if isinstance(rest, W_Nil):
            return body.car
        evaluate(body.car, scope)
        body = rest


def conjunction(items, scope, stop_when):
    result = truth(not stop_when)
    while isinstance(items, W_Cons):
        result = evaluate(items.car, scope)
        if result.is_true() == stop_when:
            return result
        items = items.cdr
    return result


def bind(function, args):
    scope = Scope(function.scope)
    parameters = function.parameters
    i = 0
    while isinstance(parameters, W_Cons):
        if i >= len(args):
            raise LispError("too few arguments")
        scope.names[symbol_of(parameters.car)] = args[i]
        i += 1
        parameters = parameters.cdr
    if isinstance(parameters, W_Symbol):
        rest = nil
        j = len(args) - 1
        while j >= i:
            rest = W_Cons(args[j], rest)
            j -= 1
        scope.names[parameters] = rest
    elif i < len(args):
        raise LispError("too many arguments")
    return scope


def apply_function(function, args):
    if isinstance(function, W_Primitive):
        return function.function(args)
    if isinstance(function, W_Closure):
        scope = bind(function, args)
        return evaluate(sequence(function.body, scope), scope)
    raise LispError("not a function: " + show(function))


# ---- primitives ----

def integer(w):
    if isinstance(w, W_Int):
        return w.value
    raise LispError("not a number: " + show(w))


def check(args, n):
    if len(args) != n:
        raise LispError("wrong number of arguments")


def p_add(args):
    t = 0
    for w in args:
        try:
            t = ovfcheck(t + integer(w))
        except OverflowError:
            raise LispError("overflow")
    return W_Int(t)


def p_sub(args):
    if len(args) == 1:
        return W_Int(-integer(args[0]))
    check(args, 2)
    return W_Int(integer(args[0]) - integer(args[1]))


def p_mul(args):
    t = 1
    for w in args:
        try:
            t = ovfcheck(t * integer(w))
        except OverflowError:
            raise LispError("overflow")
    return W_Int(t)


def p_div(args):
    check(args, 2)
    try:
        return W_Int(integer(args[0]) // integer(args[1]))
    except ZeroDivisionError:
        raise LispError("division by zero")


def p_mod(args):
    check(args, 2)
    try:
        return W_Int(integer(args[0]) % integer(args[1]))
    except ZeroDivisionError:
        raise LispError("division by zero")


def p_less(args):
    check(args, 2)
    return truth(integer(args[0]) < integer(args[1]))


def p_equal_numbers(args):
    check(args, 2)
    return truth(integer(args[0]) == integer(args[1]))


def p_eq(args):
    check(args, 2)
    return truth(same(args[0], args[1]))


def same(a, b):
    if a is b:
        return True
    if isinstance(a, W_Int) and isinstance(b, W_Int):
        return a.value == b.value
    if isinstance(a, W_String) and isinstance(b, W_String):
        return a.text == b.text
    return False


def p_cons(args):
    check(args, 2)
    return W_Cons(args[0], args[1])


def p_car(args):
    check(args, 1)
    return car(args[0])


def p_cdr(args):
    check(args, 1)
    return cdr(args[0])


def p_null(args):
    check(args, 1)
    return truth(isinstance(args[0], W_Nil))


def p_pair(args):
    check(args, 1)
    return truth(isinstance(args[0], W_Cons))


def p_list(args):
    result = nil
    i = len(args) - 1
    while i >= 0:
        result = W_Cons(args[i], result)
        i -= 1
    return result


def p_print(args):
    for i in range(len(args)):
        print show(args[i]),
    print
    return nil


def p_apply(args):
    check(args, 2)
    items = []
    w = args[1]
    while isinstance(w, W_Cons):
        items.append(w.car)
        w = w.cdr
    return apply_function(args[0], items)


def p_error(args):
    check(args, 1)
    raise LispError(show(args[0]))


PRIMITIVES = [
    ("+", p_add), ("-", p_sub), ("*", p_mul), ("/", p_div), ("%", p_mod), ("<", p_less),
    ("=", p_equal_numbers), ("eq?", p_eq), ("cons", p_cons), ("car", p_car), ("cdr", p_cdr),
    ("null?", p_null), ("pair?", p_pair), ("list", p_list), ("print", p_print),
    ("apply", p_apply), ("error", p_error),
]

PRELUDE = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "prelude.lisp")).read()


def global_scope():
    scope = Scope(None)
    for name, function in PRIMITIVES:
        scope.names[symbols.intern(name)] = W_Primitive(name, function)
    scope.names[s_true] = s_true
    scope.names[symbols.intern("nil")] = nil
    return scope


def run(text, scope):
    reader = Reader(text)
    errors = 0
    while not reader.at_end():
        try:
            evaluate(reader.read(), scope)
        except LispError as e:
            print "error:", e.message
            errors += 1
        except RuntimeError:
            print "error: recursion too deep"
            errors += 1
    return errors


def read_all(fd):
    parts = []
    while True:
        s = os.read(fd, 4096)
        if not s:
            break
        parts.append(s)
    return "".join(parts)


def entry_point(argv):
    if len(argv) > 1:
        try:
            fd = os.open(argv[1], os.O_RDONLY, 0777)
        except OSError:
            os.write(2, "cannot open " + argv[1] + "\n")
            return 2
    else:
        fd = 0
    scope = global_scope()
    run(PRELUDE, scope)
    errors = run(read_all(fd), scope)
    if errors > 100:
        errors = 100
    return errors


def target(driver, args):
    return entry_point, None
