# rtermios.all_constants: every constant that there is, by name
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)
from rpython.rlib import rtermios

names = ['ECHO', 'ICANON', 'TCSANOW', 'TCSAFLUSH', 'VMIN', 'VTIME', 'TIOCGWINSZ', 'CRTSCTS', 'B38400', 'VSWTC', 'VSWTCH']
values = [rtermios.all_constants[name] for name in names]
complete = [name for name in rtermios.all_constants if getattr(rtermios, name) != rtermios.all_constants[name]] == []


class Module(object):
    def __init__(self):
        self.constants = {}

    def define(self, name, value):
        self.constants[name] = value


def entry_point(argv):
    for i in range(len(names)):
        print names[i], values[i]
    print int(complete)
    module = Module()
    for name, value in rtermios.all_constants.iteritems():
        module.define(name, value)
    print int(len(module.constants) > 150), module.constants['ISIG'], module.constants['ONLCR']
    return 0


def target(driver, args):
    return entry_point, None
