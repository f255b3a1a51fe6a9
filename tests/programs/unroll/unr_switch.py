# an unrolled table of opcodes
from rpython.rlib.unroll import unrolling_iterable

OPS = ["push", "add", "mul", "neg", "dup"]
UNROLLED = unrolling_iterable(enumerate(OPS))

class VM(object):
    def __init__(self):
        self.st = []
    def op_push(self, arg):
        self.st.append(arg)
    def op_add(self, arg):
        self.st.append(self.st.pop() + self.st.pop())
    def op_mul(self, arg):
        self.st.append(self.st.pop() * self.st.pop())
    def op_neg(self, arg):
        self.st.append(-self.st.pop())
    def op_dup(self, arg):
        self.st.append(self.st[-1])
    def run(self, code):
        i = 0
        while i < len(code):
            op = code[i]
            arg = code[i + 1]
            i += 2
            for n, name in UNROLLED:
                if op == n:
                    getattr(self, "op_" + name)(arg)
                    break
            else:
                print "bad opcode", op

def entry_point(argv):
    vm = VM()
    vm.run([0, 3, 0, 4 * len(argv), 1, 0, 4, 0, 2, 0, 3, 0, 9, 0])
    print vm.st[0], len(vm.st)
    return 0


def target(driver, args):
    return entry_point, None
