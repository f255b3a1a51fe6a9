# a discrete event simulation of a shop with queues and statistics
class Event(object):
    def __init__(self, time, seq):
        self.time = time
        self.seq = seq

    def happen(self, shop):
        raise NotImplementedError


class Arrival(Event):
    def happen(self, shop):
        c = Customer(shop.now, 1 + shop.random(9))
        shop.arrived += 1
        best = shop.desks[0]
        for d in shop.desks:
            if len(d.queue) + d.busy < len(best.queue) + best.busy:
                best = d
        best.join(shop, c)
        if shop.now < shop.closing:
            shop.schedule(Arrival(shop.now + 1 + shop.random(4), shop.number()))


class Finish(Event):
    def __init__(self, time, seq, desk):
        Event.__init__(self, time, seq)
        self.desk = desk

    def happen(self, shop):
        self.desk.finish(shop)


class Customer(object):
    def __init__(self, time, items):
        self.time = time
        self.items = items


class Desk(object):
    def __init__(self, name, speed):
        self.name = name
        self.speed = speed
        self.queue = []
        self.busy = 0
        self.current = None
        self.served = 0
        self.longest = 0

    def join(self, shop, c):
        if self.current is None:
            self.start(shop, c)
        else:
            self.queue.append(c)
            if len(self.queue) > self.longest:
                self.longest = len(self.queue)

    def start(self, shop, c):
        self.current = c
        self.busy = 1
        shop.schedule(Finish(shop.now + c.items * self.speed, shop.number(), self))

    def finish(self, shop):
        c = self.current
        if c is None:
            return
        shop.waited += shop.now - c.time
        self.served += 1
        self.current = None
        self.busy = 0
        if self.queue:
            self.start(shop, self.queue.pop(0))


class Shop(object):
    def __init__(self, seed, closing):
        self.state = seed
        self.now = 0
        self.closing = closing
        self.seq = 0
        self.events = []
        self.desks = [Desk("fast", 1), Desk("slow", 2), Desk("new", 3)]
        self.arrived = 0
        self.waited = 0

    def random(self, n):
        self.state = (self.state * 4093 + 18257) % 65537
        return self.state % n

    def number(self):
        self.seq += 1
        return self.seq

    def schedule(self, e):
        i = len(self.events)
        while i > 0:
            o = self.events[i - 1]
            if o.time > e.time or (o.time == e.time and o.seq > e.seq):
                break
            i -= 1
        assert i >= 0
        self.events.insert(i, e)

    def run(self):
        self.schedule(Arrival(0, 0))
        n = 0
        while self.events:
            e = self.events.pop()
            self.now = e.time
            e.happen(self)
            n += 1
        return n


def entry_point(argv):
    for seed in [1, 7, 42 * len(argv)]:
        shop = Shop(seed, 2000)
        n = shop.run()
        print "seed", seed, "events", n, "customers", shop.arrived, "end", shop.now, "waiting", shop.waited // shop.arrived
        for d in shop.desks:
            print " ", d.name, d.served, d.longest
    return 0


def target(driver, args):
    return entry_point, None
