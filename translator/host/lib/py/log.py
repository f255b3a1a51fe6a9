"""Messages with keywords: `py.log.Producer('name')('text')` goes to standard error."""
import sys


class Producer(object):
    def __init__(self, keywords):
        if isinstance(keywords, str):
            keywords = keywords.split()
        self._keywords = tuple(keywords)

    def __getattr__(self, name):
        if name[:1] == '_':
            raise AttributeError(name)
        producer = self.__class__(self._keywords + (name,))
        setattr(self, name, producer)
        return producer

    def __call__(self, *args):
        sys.stderr.write("[%s] %s\n" % (':'.join(self._keywords), ' '.join([str(arg) for arg in args])))
