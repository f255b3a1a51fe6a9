# rlib.jit: hints, which programs without a JIT do not feel.
from _cases import entry_point_of
from rpython.rlib.jit import (
    InvalidVirtualRef, JitDriver, assert_green, conditional_call, conditional_call_elidable, current_trace_length,
    dont_look_inside, elidable, elidable_promote, enter_portal_frame, hint, isconstant, isvirtual, jit_debug,
    leave_portal_frame, look_inside, look_inside_iff, loop_invariant, loop_unrolling_heuristic, non_virtual_ref,
    not_in_trace, oopspec, promote, promote_string, promote_unicode, purefunction, record_exact_class,
    record_exact_value, record_known_result, set_param, set_param_to_default, set_user_param, unroll_safe,
    virtual_ref, virtual_ref_finish, vref_None, we_are_jitted)


class Node(object):
    def __init__(self, n):
        self.n = n


def case_hints():
    n = hint(len('abc'), promote=True)
    print n, promote(n + 1), promote_string('s' * n), len(promote_unicode(u'u' * n))
    assert_green(n)


def case_questions():
    n = len('abc')
    print int(we_are_jitted()), int(isconstant(n)), int(isvirtual(Node(n))), current_trace_length()
    print int(loop_unrolling_heuristic([1, 2], 0 * n))


@elidable
def pure(n):
    return n * n


@elidable_promote()
def pure_promote(n, m):
    return n * 10 + m


@elidable_promote(promote_args='1')
def pure_promote_second(n, m):
    return n - m


@purefunction
def old_name(n):
    return n + 1


def case_elidable():
    print pure(7), pure_promote(3, 4), pure_promote_second(9, 2), old_name(1)


@dont_look_inside
def hidden(n):
    return n + 100


@look_inside
def shown(n):
    return n + 200


@unroll_safe
def unrolled(n):
    total = 0
    for i in range(n):
        total += i
    return total


@loop_invariant
def invariant():
    return 42


@not_in_trace
def silent(n):
    counter.n += n


counter = Node(0)


def case_decorators():
    silent(5)
    print hidden(1), shown(1), unrolled(5), invariant(), counter.n


@look_inside_iff(lambda n, text: n > 3)
def perhaps(n, text):
    return text * n


def case_look_inside_iff():
    print perhaps(2, 'ab'), perhaps(5, 'x')


@oopspec('node.read(node)')
def read_node(node):
    return node.n


def case_oopspec():
    print read_node(Node(8))


def note(n):
    counter.n = n


def computed(a, b):
    return a - b + 5


def found(n):
    return Node(n)


def case_conditional_call():
    conditional_call(len('abc') > 5, note, 111)
    print int(counter.n != 111),
    conditional_call(len('abc') > 1, note, 222)
    print counter.n


def case_conditional_call_elidable():
    for n in [0, 7, -3]:
        print conditional_call_elidable(n, computed, 1000, 100),
    node = None
    for i in range(2):
        node = conditional_call_elidable(node, found, i)
    print node.n


def case_records():
    node = Node(3)
    record_exact_class(node, Node)
    record_known_result(pure(4), pure, 4)
    print record_exact_value(node.n, 3), node.n
    jit_debug('position', node.n)


class Holder(object):
    ref = vref_None


class Leaf(Node):
    pass


def case_virtual_references():
    node = Node(9)
    ref = virtual_ref(node)
    print ref().n, int(ref() is node), int(ref.virtual),
    virtual_ref_finish(ref, node)
    print non_virtual_ref(node)().n


def case_virtual_references_to_none():
    holder = Holder()
    for i in range(3):
        if i == 1:
            holder.ref = virtual_ref(Leaf(4))
        elif i == 2:
            holder.ref = non_virtual_ref(Node(5))
        node = holder.ref()
        if node is None:
            print 'none',
        else:
            print node.n, int(isinstance(node, Leaf)),
    print


def case_virtual_reference_that_stays_valid():
    ref = virtual_ref(Node(6))
    try:
        print ref().n
    except InvalidVirtualRef:
        print 'gone'


def case_portal_frames():
    enter_portal_frame(1)
    leave_portal_frame()
    print 'entered and left'


driver = JitDriver(greens=['pc', 'code'], reds=['total', 'stack'], name='case', is_recursive=True,
                   get_printable_location=lambda pc, code: code[pc] + str(pc))


def run(code):
    pc = 0
    total = 0
    stack = []
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, total=total, stack=stack)
        op = code[pc]
        pc += 1
        if op == '+':
            total += 1
        elif op == '[':
            stack.append(pc)
        elif op == ']':
            if total < 10:
                pc = stack[-1]
                driver.can_enter_jit(pc=pc, code=code, total=total, stack=stack)
            else:
                stack.pop()
    return total


def case_driver():
    print run('++[+]+'), run('[++++]')


auto_driver = JitDriver(greens=['step'], reds='auto')


def case_driver_with_automatic_reds():
    total = 0
    i = 0
    step = 3
    while i < 12:
        auto_driver.jit_merge_point(step=step)
        total += i
        i += step
    print total


def case_parameters():
    set_param(driver, 'threshold', 20)
    set_param(None, 'trace_eagerness', 5)
    set_param_to_default(driver, 'threshold')
    set_user_param(driver, 'threshold=10, inlining=0')
    set_user_param(None, 'off')
    set_user_param(None, 'default')
    set_user_param(None, 'enable_opts=all')
    print 'set'


def case_bad_parameters():
    for text in ['threshold', 'nothing=1', 'threshold=many', 'threshold=1=2', '']:
        try:
            set_user_param(None, text)
            print 'set',
        except ValueError:
            print 'bad',
    print


own_driver = JitDriver(greens=['self'], reds=['n'])


class Machine(object):
    def run(self, n):
        while n > 0:
            own_driver.can_enter_jit(self=self, n=n)
            own_driver.jit_merge_point(self=self, n=n)
            n -= 3
        return n


def case_variable_called_self():
    print Machine().run(10)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
