# several finalizer queues: order, triggers, weak references, objects that are registered again
# skip: untranslated (Python 2.7 finds the dead at once, and in another order)
import weakref
from rpython.rlib import rgc

class State(object):
    triggered_nodes = 0
    triggered_logs = 0

state = State()

class Node(object):
    next = None
    def __init__(self, name, next):
        self.name = name
        self.next = next

class Log(object):
    def __init__(self, text):
        self.text = text

class NodeQueue(rgc.FinalizerQueue):
    Class = Node
    def finalizer_trigger(self):
        # Allocates.
        state.triggered_nodes += len([1, 2, state.triggered_nodes]) - 2

class LogQueue(rgc.FinalizerQueue):
    Class = Log
    def finalizer_trigger(self):
        state.triggered_logs += 1
        raise ValueError("nobody hears this")

class SecondQueue(rgc.FinalizerQueue):
    Class = Node
    def finalizer_trigger(self):
        pass

nodes = NodeQueue()
logs = LogQueue()
second = SecondQueue()

def churn(n):
    # Overwrites what conservative eyes might find.
    if n > 0:
        l = [str(n), 'x' * n]
        return churn(n - 1) + len(l)
    return 0

def collect():
    churn(20)
    rgc.collect()
    churn(20)
    rgc.collect()

def make_chain(n):
    # Registered with the innermost first: handed out with the outermost first.
    node = None
    for i in range(n):
        node = Node('n%d' % i, node)
        nodes.register_finalizer(node)

def make_ring():
    first = Node('ring', None)
    other = Node('ring', first)
    first.next = other
    nodes.register_finalizer(first)
    nodes.register_finalizer(other)

def make_logs(n):
    for i in range(n):
        logs.register_finalizer(Log('log %d' % i))

def make_weak():
    node = Node('weak', None)
    nodes.register_finalizer(node)
    return weakref.ref(node)

def take_all():
    names = []
    while True:
        node = nodes.next_dead()
        if node is None:
            return ' '.join(names)
        names.append(node.name)

def gather(n):
    seen = []
    rounds = 0
    while len(' '.join(seen).split(' ')) < n and rounds < 10:
        collect()
        text = take_all()
        if text:
            seen.append(text)
        rounds += 1
    return ' '.join(seen)

class Keeper(object):
    kept = None

keeper = Keeper()

def resurrect():
    node = Node('phoenix', Node('ash', None))
    nodes.register_finalizer(node)
    second.register_finalizer(node)

def take_phoenix():
    node = nodes.next_dead()
    if node is None:
        node = second.next_dead()
    if node is not None:
        keeper.kept = node
        return True
    return False

def entry_point(argv):
    print nodes.next_dead() is None
    make_chain(4)
    print gather(4)
    print state.triggered_nodes > 0, state.triggered_logs
    make_ring()
    print gather(2)
    make_logs(300)
    collect()
    n = 0
    total = 0
    while True:
        log = logs.next_dead()
        if log is None:
            break
        n += 1
        total += len(log.text)
    print n, total, state.triggered_logs > 0
    ref = make_weak()
    print ref() is not None
    collect()
    print ref() is None, take_all()
    resurrect()
    collect()
    print take_phoenix()
    collect()
    node = keeper.kept
    print node.name, node.next.name
    node.next = None
    keeper.kept = None
    node = None
    collect()
    print take_phoenix(), keeper.kept.name
    keeper.kept = None
    collect()
    print take_phoenix()
    # What waits is alive until it is taken.
    make_logs(3)
    for i in range(5):
        collect()
    print logs.next_dead().text, logs.next_dead().text, logs.next_dead().text, logs.next_dead() is None
    return 0


def target(driver, args):
    return entry_point, None
