# generators as stacklets, nested and side by side, with objects that only their stacks hold
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rgc, rstacklet


class Node(object):
    def __init__(self, key, left, right):
        self.key = key
        self.left = left
        self.right = right


class Generator(object):
    def __init__(self, tree):
        self.tree = tree
        self.value = 0
        self.done = False
        self.inside = main.thread.get_null_handle()
        self.outside = main.thread.get_null_handle()

    def start(self):
        main.starting = self
        h = main.thread.new(body)
        self.arrived(h)

    def arrived(self, h):
        if main.thread.is_empty_handle(h):
            self.done = True
        else:
            self.inside = h

    def advance(self):
        h = self.inside
        self.inside = main.thread.get_null_handle()
        self.arrived(main.thread.switch(h))

    def give(self, value):
        self.value = value
        h = self.outside
        self.outside = main.thread.get_null_handle()
        self.outside = main.thread.switch(h)

    def walk(self, tree):
        if tree is None:
            return
        kept = [tree.key, tree.key + 1]
        self.walk(tree.left)
        self.give(tree.key)
        if tree.key % 7 == 0:
            rgc.collect()
        assert kept[0] == tree.key and kept[1] == tree.key + 1
        self.walk(tree.right)


class Main(object):
    def __init__(self):
        self.thread = None
        self.starting = None


main = Main()


def body(h, arg):
    self = main.starting
    main.starting = None
    self.outside = h
    self.walk(self.tree)
    return self.outside


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle), build(middle + 1, high))


def entry_point(argv):
    main.thread = rstacklet.StackletThread(None)
    generators = []
    for i in range(5):
        generator = Generator(build(i * 10, i * 10 + 3 + i))
        generator.start()
        generators.append(generator)
    alive = True
    while alive:
        alive = False
        text = ""
        for generator in generators:
            if not generator.done:
                alive = True
                text += " %d" % generator.value
                generator.advance()
        if alive:
            print text
    count = 0
    total = 0
    generator = Generator(build(0, 2000))
    generator.start()
    while not generator.done:
        count += 1
        total += generator.value
        generator.advance()
    print count, total
    return 0


def target(driver, args):
    return entry_point, None
