"""A record of strategies being chosen and changed: printed line by line, or summed up and printed on demand."""


class LogEntry(object):
    """What is summed up of all changes that are alike."""

    def __init__(self):
        self.slots = 0
        self.objects = 0
        self.element_typenames = {}

    def add(self, size, element_typename):
        self.objects += 1
        self.slots += size
        if element_typename:
            self.element_typenames[element_typename] = None

    def classnames(self):
        return self.element_typenames.keys()


class Logger(object):
    _attrs_ = ['active', 'aggregate', 'logs']
    _immutable_fields_ = ['active?', 'aggregate?', 'logs']

    def __init__(self):
        self.logs = {}
        self.active = False
        self.aggregate = False

    def activate(self, aggregate=False):
        """From now on `log` does something; once it has been asked to sum up, it stays so."""
        self.active = True
        if aggregate:
            self.aggregate = True

    def log(self, new_strategy, size, cause="", old_strategy="", typename="", element_typename=""):
        if not self.aggregate:
            names = []
            if element_typename:
                names.append(element_typename)
            self.output(cause, old_strategy, new_strategy, typename, size, 1, names)
            return
        kind = (cause, old_strategy, new_strategy, typename)
        try:
            entry = self.logs[kind]
        except KeyError:
            entry = self.logs[kind] = LogEntry()
        entry.add(size, element_typename)

    def print_aggregated_log(self):
        if self.aggregate:
            for (cause, old_strategy, new_strategy, typename), entry in self.logs.items():
                self.output(cause, old_strategy, new_strategy, typename,
                            entry.slots, entry.objects, entry.classnames())

    def output(self, cause, old_strategy, new_strategy, typename, slots, objects, element_typenames):
        line = cause + " ("
        if old_strategy:
            line += old_strategy + " -> "
        line += new_strategy + ")"
        if typename:
            line += " of " + typename
        line += " size %d objects %d" % (slots, objects)
        if element_typenames:
            line += " elements: " + " ".join(element_typenames)
        self.do_print(line)

    def do_print(self, str):
        """Where a line goes."""
        print str
