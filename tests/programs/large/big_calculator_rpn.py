# infix to postfix, evaluation with variables and functions, error recovery
# skip: untranslated (run-time floats print with six decimals)
import math


class CalcError(Exception):
    def __init__(self, msg):
        self.msg = msg


PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3, "~": 4}


class Token(object):
    def __init__(self, kind, text, value):
        self.kind = kind
        self.text = text
        self.value = value


def tokenize(s):
    out = []
    i = 0
    operand = True
    while i < len(s):
        c = s[i]
        if c == " ":
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(s) and (s[i].isdigit() or s[i] == "."):
                i += 1
            try:
                out.append(Token("num", "", float(s[start:i])))
            except ValueError:
                raise CalcError("bad number " + s[start:i])
            operand = False
        elif c.isalpha():
            start = i
            while i < len(s) and s[i].isalpha():
                i += 1
            out.append(Token("name", s[start:i], 0.0))
            operand = False
        elif c == "-" and operand:
            out.append(Token("op", "~", 0.0))
            i += 1
        elif c in "+-*/^":
            out.append(Token("op", c, 0.0))
            i += 1
            operand = True
        elif c == "(":
            out.append(Token("(", c, 0.0))
            i += 1
            operand = True
        elif c == ")":
            out.append(Token(")", c, 0.0))
            i += 1
            operand = False
        else:
            raise CalcError("bad character " + c)
    return out


def postfix(tokens):
    out = []
    ops = []
    for t in tokens:
        if t.kind == "num":
            out.append(t)
        elif t.kind == "name":
            if is_function(t.text):
                ops.append(t)
            else:
                out.append(t)
        elif t.kind == "op":
            while ops:
                top = ops[-1]
                if top.kind == "(":
                    break
                if top.kind == "op":
                    p = PRECEDENCE[top.text]
                    q = PRECEDENCE[t.text]
                    if p < q or (p == q and (t.text == "^" or t.text == "~")):
                        break
                out.append(ops.pop())
            ops.append(t)
        elif t.kind == "(":
            ops.append(t)
        else:
            while True:
                if not ops:
                    raise CalcError("too many )")
                top = ops.pop()
                if top.kind == "(":
                    break
                out.append(top)
            if ops and ops[-1].kind == "name":
                out.append(ops.pop())
    while ops:
        top = ops.pop()
        if top.kind == "(":
            raise CalcError("missing )")
        out.append(top)
    return out


def f_sqrt(x):
    try:
        return math.sqrt(x)
    except ValueError:
        raise CalcError("sqrt of a negative number")


def f_sin(x):
    return math.sin(x)


def f_abs(x):
    return abs(x)


FUNCTIONS = {"sqrt": f_sqrt, "sin": f_sin, "abs": f_abs}


def is_function(name):
    return name in FUNCTIONS


def pop(st):
    try:
        return st.pop()
    except IndexError:
        raise CalcError("missing operand")


def evaluate(tokens, variables):
    st = []
    for t in tokens:
        if t.kind == "num":
            st.append(t.value)
        elif t.kind == "name":
            if t.text in FUNCTIONS:
                st.append(FUNCTIONS[t.text](pop(st)))
            else:
                try:
                    st.append(variables[t.text])
                except KeyError:
                    raise CalcError("unknown name " + t.text)
        elif t.text == "~":
            st.append(-pop(st))
        else:
            b = pop(st)
            a = pop(st)
            if t.text == "+":
                st.append(a + b)
            elif t.text == "-":
                st.append(a - b)
            elif t.text == "*":
                st.append(a * b)
            elif t.text == "/":
                if b == 0.0:
                    raise CalcError("division by zero")
                st.append(a / b)
            else:
                st.append(math.pow(a, b))
    if len(st) != 1:
        raise CalcError("malformed expression")
    return st[0]


def entry_point(argv):
    variables = {"pi": math.pi, "x": 2.0 * len(argv)}
    for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "sqrt(16) + abs(-3)", "sin(pi / 2)",
                 "x * x - x", "y = x + 1", "y * 2", "1 / 0", "1 +", "(1", "1)", "sqrt(-1)", "2 3", "a + 1", "1.2.3", "1 $ 2"]:
        name = ""
        i = line.find("=")
        if i >= 0:
            name = line[:i].strip(" ")
            line = line[i + 1:]
        try:
            v = evaluate(postfix(tokenize(line)), variables)
            if name:
                variables[name] = v
            print v
        except CalcError as e:
            print "error:", e.msg
    return 0


def target(driver, args):
    return entry_point, None
