# cooperative tasks with mailboxes, timers and priorities
class Task(object):
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.mailbox = []
        self.done = False

    def step(self, kernel):
        raise NotImplementedError


class Producer(Task):
    def __init__(self, name, priority, target, count):
        Task.__init__(self, name, priority)
        self.target = target
        self.left = count

    def step(self, kernel):
        if self.left == 0:
            kernel.send(self.target, -1)
            self.done = True
            return
        kernel.send(self.target, self.left * self.left)
        self.left -= 1
        kernel.sleep(self, 2)


class Consumer(Task):
    def __init__(self, name, priority, sources):
        Task.__init__(self, name, priority)
        self.open = sources
        self.total = 0

    def step(self, kernel):
        if not self.mailbox:
            kernel.wait(self)
            return
        n = self.mailbox.pop(0)
        if n < 0:
            self.open -= 1
            if self.open == 0:
                kernel.log("%s total %d" % (self.name, self.total))
                self.done = True
        else:
            self.total += n


class Ticker(Task):
    def __init__(self, name, priority, ticks):
        Task.__init__(self, name, priority)
        self.ticks = ticks

    def step(self, kernel):
        kernel.log("%s at %d" % (self.name, kernel.clock))
        self.ticks -= 1
        if self.ticks == 0:
            self.done = True
        else:
            kernel.sleep(self, 5)


class Stuck(Exception):
    def __init__(self, names):
        self.names = names


class Kernel(object):
    def __init__(self):
        self.ready = []
        self.sleeping = []
        self.waiting = {}
        self.clock = 0
        self.steps = 0
        self.lines = []

    def log(self, s):
        self.lines.append(s)

    def spawn(self, task):
        i = 0
        while i < len(self.ready) and self.ready[i].priority >= task.priority:
            i += 1
        self.ready.insert(i, task)

    def send(self, task, n):
        task.mailbox.append(n)
        if task in self.waiting:
            del self.waiting[task]
            self.spawn(task)

    def sleep(self, task, n):
        self.sleeping.append((self.clock + n, task))

    def wait(self, task):
        self.waiting[task] = True

    def is_parked(self, task):
        if task in self.waiting:
            return True
        for when, t in self.sleeping:
            if t is task:
                return True
        return False

    def run(self):
        while True:
            while self.ready:
                task = self.ready.pop(0)
                self.steps += 1
                task.step(self)
                if not task.done and not self.is_parked(task):
                    self.spawn(task)
            if not self.sleeping:
                break
            self.clock += 1
            still = []
            for when, task in self.sleeping:
                if when <= self.clock:
                    self.spawn(task)
                else:
                    still.append((when, task))
            self.sleeping = still
        if self.waiting:
            raise Stuck([t.name for t in self.waiting])


def entry_point(argv):
    k = Kernel()
    c = Consumer("sum", 1, 2)
    k.spawn(c)
    k.spawn(Producer("a", 5, c, 4))
    k.spawn(Producer("b", 3, c, 6 * len(argv)))
    k.spawn(Ticker("tick", 9, 3))
    k.run()
    for line in k.lines:
        print line
    print k.clock, k.steps
    k = Kernel()
    c = Consumer("lonely", 1, 3)
    k.spawn(c)
    k.spawn(Producer("a", 5, c, 2))
    try:
        k.run()
    except Stuck as e:
        print "stuck:", ",".join(e.names), c.total
    return 0


def target(driver, args):
    return entry_point, None
