# a wide hierarchy dispatched many times
class Insn(object):
    def run(self, st):
        raise NotImplementedError

class Push(Insn):
    def __init__(self, n):
        self.n = n
    def run(self, st):
        st.append(self.n)

class Add(Insn):
    def run(self, st):
        b = st.pop()
        a = st.pop()
        st.append(a + b)

class Mul(Insn):
    def run(self, st):
        b = st.pop()
        a = st.pop()
        st.append(a * b)

class Dup(Insn):
    def run(self, st):
        st.append(st[-1])

class Swap(Insn):
    def run(self, st):
        b = st.pop()
        a = st.pop()
        st.append(b)
        st.append(a)

class Mod(Insn):
    def run(self, st):
        b = st.pop()
        a = st.pop()
        st.append(a % b)

def entry_point(argv):
    code = [Dup(), Mul(), Push(7 * len(argv)), Add(), Push(1000), Mod(), Dup(), Swap(), Add(), Push(997), Mod()]
    st = [5]
    for i in range(500):
        for insn in code:
            insn.run(st)
    print st[0], len(st)
    return 0


def target(driver, args):
    return entry_point, None
