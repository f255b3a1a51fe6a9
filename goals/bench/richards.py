# an operating system's task dispatcher with devices, handlers and workers; argument: rounds
# slow: object-oriented benchmark

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(1, 7)
K_DEVICE, K_WORK = 1000, 1001
BUFFER = 4
TABLE = 10


class Packet(object):
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFFER

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Record(object):
    pass


class DeviceRecord(Record):
    def __init__(self):
        self.pending = None


class IdleRecord(Record):
    def __init__(self):
        self.control = 1
        self.count = 10000


class HandlerRecord(Record):
    def __init__(self):
        self.work_in = None
        self.device_in = None

    def add_work(self, p):
        self.work_in = p.append_to(self.work_in)

    def add_device(self, p):
        self.device_in = p.append_to(self.device_in)


class WorkerRecord(Record):
    def __init__(self):
        self.destination = HANDLER_A
        self.count = 0


class State(object):
    def __init__(self):
        self.packet_pending = True
        self.waiting = False
        self.holding = False

    def set_pending(self):
        self.packet_pending = True
        self.waiting = False
        self.holding = False
        return self

    def set_waiting(self):
        self.packet_pending = False
        self.waiting = True
        self.holding = False
        return self

    def set_running(self):
        self.packet_pending = False
        self.waiting = False
        self.holding = False
        return self

    def set_waiting_with_packet(self):
        self.packet_pending = True
        self.waiting = True
        self.holding = False
        return self

    def is_held_or_waiting(self):
        return self.holding or (not self.packet_pending and self.waiting)

    def is_waiting_with_packet(self):
        return self.packet_pending and self.waiting and not self.holding


class Scheduler(object):
    def __init__(self):
        self.tasks = None
        self.current = None
        self.ident = 0
        self.table = [None] * TABLE
        self.hold_count = 0
        self.queue_count = 0


class Task(State):
    def __init__(self, sched, ident, priority, queue, initial, record):
        self.sched = sched
        self.link = sched.tasks
        self.ident = ident
        self.priority = priority
        self.input = queue
        self.packet_pending = initial.packet_pending
        self.waiting = initial.waiting
        self.holding = initial.holding
        self.record = record
        sched.tasks = self
        sched.table[ident] = self

    def step(self, packet, record):
        raise NotImplementedError

    def add_packet(self, p, old):
        if self.input is None:
            self.input = p
            self.packet_pending = True
            if self.priority > old.priority:
                return self
        else:
            p.append_to(self.input)
        return old

    def run(self):
        if self.is_waiting_with_packet():
            msg = self.input
            self.input = msg.link
            if self.input is None:
                self.set_running()
            else:
                self.set_pending()
        else:
            msg = None
        return self.step(msg, self.record)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.sched.hold_count += 1
        self.holding = True
        return self.link

    def release(self, ident):
        t = self.find(ident)
        t.holding = False
        if t.priority > self.priority:
            return t
        return self

    def queue_packet(self, p):
        t = self.find(p.ident)
        self.sched.queue_count += 1
        p.link = None
        p.ident = self.ident
        return t.add_packet(p, self)

    def find(self, ident):
        t = self.sched.table[ident]
        assert t is not None
        return t


class DeviceTask(Task):
    def step(self, packet, record):
        assert isinstance(record, DeviceRecord)
        if packet is None:
            p = record.pending
            if p is None:
                return self.wait()
            record.pending = None
            return self.queue_packet(p)
        record.pending = packet
        return self.hold()


class HandlerTask(Task):
    def step(self, packet, record):
        assert isinstance(record, HandlerRecord)
        if packet is not None:
            if packet.kind == K_WORK:
                record.add_work(packet)
            else:
                record.add_device(packet)
        work = record.work_in
        if work is None:
            return self.wait()
        count = work.datum
        if count >= BUFFER:
            record.work_in = work.link
            return self.queue_packet(work)
        dev = record.device_in
        if dev is None:
            return self.wait()
        record.device_in = dev.link
        dev.datum = work.data[count]
        work.datum = count + 1
        return self.queue_packet(dev)


class IdleTask(Task):
    def step(self, packet, record):
        assert isinstance(record, IdleRecord)
        record.count -= 1
        if record.count == 0:
            return self.hold()
        if record.control & 1 == 0:
            record.control //= 2
            return self.release(DEVICE_A)
        record.control = (record.control // 2) ^ 0xd008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def step(self, packet, record):
        assert isinstance(record, WorkerRecord)
        if packet is None:
            return self.wait()
        if record.destination == HANDLER_A:
            record.destination = HANDLER_B
        else:
            record.destination = HANDLER_A
        packet.ident = record.destination
        packet.datum = 0
        for i in range(BUFFER):
            record.count += 1
            if record.count > 26:
                record.count = 1
            packet.data[i] = 64 + record.count
        return self.queue_packet(packet)


def schedule(sched):
    t = sched.tasks
    while t is not None:
        if t.is_held_or_waiting():
            t = t.link
        else:
            sched.ident = t.ident
            t = t.run()


def once():
    s = Scheduler()
    IdleTask(s, IDLE, 1, None, State().set_running(), IdleRecord())
    queue = Packet(None, 0, K_WORK)
    queue = Packet(queue, 0, K_WORK)
    WorkTask(s, WORKER, 1000, queue, State().set_waiting_with_packet(), WorkerRecord())
    for handler, device, priority in [(HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)]:
        queue = Packet(None, device, K_DEVICE)
        queue = Packet(queue, device, K_DEVICE)
        queue = Packet(queue, device, K_DEVICE)
        HandlerTask(s, handler, priority, queue, State().set_waiting_with_packet(), HandlerRecord())
    DeviceTask(s, DEVICE_A, 4000, None, State().set_waiting(), DeviceRecord())
    DeviceTask(s, DEVICE_B, 5000, None, State().set_waiting(), DeviceRecord())
    schedule(s)
    return s


def entry_point(argv):
    rounds = 1600
    if len(argv) > 1:
        rounds = int(argv[1])
    holds = 0
    queued = 0
    for i in range(rounds):
        s = once()
        holds = s.hold_count
        queued = s.queue_count
        if holds != 9297 or queued != 23246:
            print "Incorrect", holds, queued
            return 1
    print "holds", holds, "packets", queued, "rounds", rounds
    return 0


def target(driver, args):
    return entry_point, None
