# Stacklets: switching there and back, arguments, many at a time, deep ones, what they keep alive.
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rgc, rstacklet
from rpython.rtyper.lltypesystem import llmemory, lltype, rffi
from _cases import entry_point_of


class State(object):
    def __init__(self):
        self.thread = None
        self.log = []
        self.handle = None
        self.handles = []

state = State()


def begin():
    state.thread = rstacklet.StackletThread()
    state.log = []
    state.handles = []
    return state.thread


def report():
    print ' '.join(state.log)


def number(arg):
    return rffi.cast(lltype.Signed, arg)


def address(n):
    return rffi.cast(llmemory.Address, n)


def ends(h, arg):
    state.log.append('ends%d' % number(arg))
    return h


def case_ends_at_once():
    thread = begin()
    for n in range(3):
        h = thread.new(ends, address(n))
        state.log.append(str(int(thread.is_empty_handle(h))))
    report()


def three_times(h, arg):
    for i in range(3):
        state.log.append('in%d' % i)
        h = state.thread.switch(h)
    state.log.append('done')
    return h


def case_there_and_back():
    thread = begin()
    h = thread.new(three_times)
    i = 0
    while not thread.is_empty_handle(h):
        state.log.append('out%d' % i)
        i += 1
        h = thread.switch(h)
    report()


def counting(h, arg):
    n = number(arg)
    total = 0
    for i in range(n):
        total += i
        state.handles[n] = state.thread.switch(h)
        h = state.handles[n]
    state.log.append('%d:%d' % (n, total))
    return h


def case_several_take_turns():
    thread = begin()
    state.handles = [thread.get_null_handle()] * 6
    alive = {}
    for n in range(1, 6):
        h = thread.new(counting, address(n))
        if not thread.is_empty_handle(h):
            alive[n] = h
    turns = 0
    while len(alive) > 0:
        for n in range(1, 6):
            if n in alive:
                h = thread.switch(alive[n])
                turns += 1
                if thread.is_empty_handle(h):
                    del alive[n]
                else:
                    alive[n] = h
    state.log.append('turns%d' % turns)
    report()


def deep(h, n):
    if n == 0:
        return state.thread.switch(h), 0
    h, sum = deep(h, n - 1)
    return h, sum + n


def goes_deep(h, arg):
    h, sum = deep(h, number(arg))
    state.log.append(str(sum))
    return h


def case_switch_from_far_down():
    thread = begin()
    for depth in [1, 10, 500]:
        h = thread.new(goes_deep, address(depth))
        state.log.append('out')
        h = thread.switch(h)
        state.log.append(str(int(thread.is_empty_handle(h))))
    report()


class Thing(object):
    def __init__(self, n):
        self.n = n


def keeps_things(h, arg):
    things = [Thing(i) for i in range(100)]
    text = 'text' + str(number(arg))
    for turn in range(3):
        h = state.thread.switch(h)
        rgc.collect()
        things = [Thing(thing.n + 1) for thing in things]
    state.log.append('%d %d %s' % (things[0].n, things[99].n, text))
    return h


def case_what_lives_on_the_stack_is_kept():
    thread = begin()
    mine = [Thing(i) for i in range(50)]
    h = thread.new(keeps_things, address(9))
    while not thread.is_empty_handle(h):
        rgc.collect()
        h = thread.switch(h)
    total = 0
    for thing in mine:
        total += thing.n
    state.log.append(str(total))
    report()


def raises_inside(h, arg):
    try:
        h = state.thread.switch(h)
        raise ValueError
    except ValueError:
        state.log.append('ValueError')
    try:
        {}[number(arg)]
    except KeyError:
        state.log.append('KeyError')
    return h


def case_exceptions_stay_inside():
    thread = begin()
    try:
        h = thread.new(raises_inside, address(5))
        h = thread.switch(h)
        raise IndexError
    except IndexError:
        state.log.append('IndexError')
    report()


def starts_another(h, arg):
    n = number(arg)
    state.log.append('<%d' % n)
    if n > 0:
        inner = state.thread.new(starts_another, address(n - 1))
        state.log.append(str(int(state.thread.is_empty_handle(inner))))
    state.log.append('%d>' % n)
    return h


def case_nested():
    thread = begin()
    h = thread.new(starts_another, address(3))
    state.log.append(str(int(thread.is_empty_handle(h))))
    report()


def waits(h, arg):
    state.thread.switch(h)
    state.log.append('never')
    return h


def case_forgotten():
    thread = begin()
    for i in range(50):
        h = thread.new(waits, address(i))
        if thread.is_empty_handle(h):
            state.log.append('empty')
        h = thread.get_null_handle()
        if i % 10 == 0:
            rgc.collect()
    rgc.collect()
    state.log.append('alive')
    report()


def case_null_handle():
    thread = begin()
    null = thread.get_null_handle()
    h = thread.new(waits)
    print int(bool(null)), int(bool(h)), int(thread.is_empty_handle(h))


class Producer(object):
    def __init__(self, limit):
        self.limit = limit
        self.value = 0
        self.consumer = state.thread.get_null_handle()
        self.place = state.thread.get_null_handle()

    def next(self):
        self.value = -1
        if self.place:
            h = state.thread.switch(self.place)
        else:
            state.producer = self
            h = state.thread.new(produce)
        if state.thread.is_empty_handle(h):
            raise StopIteration
        self.place = h
        return self.value


def produce(h, arg):
    producer = state.producer
    a, b = 0, 1
    while a < producer.limit:
        producer.value = a
        h = state.thread.switch(h)
        a, b = b, a + b
    return h


def case_generator():
    begin()
    first = Producer(100)
    second = Producer(20)
    sum = 0
    for i in range(7):
        sum += first.next() * 1000 + second.next()
    state.log.append(str(sum))
    try:
        while True:
            state.log.append(str(first.next()))
    except StopIteration:
        state.log.append('end')
    report()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
