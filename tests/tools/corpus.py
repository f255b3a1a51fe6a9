"""What the files of the corpus mean (see tests/README.md), for the tools in this directory.

Runs under Python 2.7 and 3.
"""
import os

WAYS = ('untranslated', 'interp', 'c', 'native', 'wasm', 'js', 'reference')


class Program(object):
    """One test program: its source file, its header and the files beside it."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.dir = os.path.dirname(self.path)
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.skips = {}
        self.directives = {}
        self._read_header()
        self.args = self._lines('.args')
        self.stdin = self._bytes('.in') or b''
        self.status = self._status()
        self.errors = self._lines('.err')

    def _read_header(self):
        with open(self.path) as f:
            for line in f:
                if not line.startswith('#'):
                    break
                key, colon, value = line[1:].strip().partition(': ')
                if not colon:
                    continue
                if key == 'skip':
                    way = value.split()[0]
                    if way not in WAYS:
                        raise ValueError('%s: unknown way of running %r' % (self.path, way))
                    self.skips[way] = value
                else:
                    self.directives[key] = value
        if 'mends' in self.directives:
            self.skips['reference'] = self.directives['mends']

    def beside(self, extension):
        return self.path[:-len('.py')] + extension

    def _bytes(self, extension):
        name = self.beside(extension)
        if not os.path.exists(name):
            return None
        with open(name, 'rb') as f:
            return f.read()

    def _lines(self, extension):
        data = self._bytes(extension)
        if data is None:
            return []
        return data.decode('utf-8').split('\n')[:-1]

    def _status(self):
        if 'status' in self.directives:
            return int(self.directives['status'])
        data = self._bytes('.status')
        return int(data) if data else 0

    def expected(self):
        return self._bytes('.out')


def find(paths):
    """The programs at or below the given paths, in order of name."""
    found = []
    for path in paths:
        if os.path.isfile(path):
            found.append(path)
            continue
        for top, dirs, files in os.walk(path):
            dirs.sort()
            found.extend(os.path.join(top, name) for name in sorted(files)
                         if name.endswith('.py') and not name.startswith('_'))
    return [path for path in found if is_target(path)]


def is_target(path):
    with open(path, 'rb') as f:
        return b'def target(' in f.read()
