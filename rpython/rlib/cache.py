"""Results computed once for each key while translating."""


class Cache(object):
    """A mapping that fills itself: derived classes say in `_build(key)` how.

    Building an object may ask for others; `_ready(result)` is called when it is in the cache.
    """

    def __init__(self):
        self.content = {}
        self._building = {}

    def getorbuild(self, key):
        if key in self.content:
            return self.content[key]
        if key in self._building:
            raise RuntimeError("building the value for %r needs this value itself" % (key,))
        self._building[key] = True
        try:
            result = self._build(key)
            self.content[key] = result
        finally:
            del self._building[key]
        self._ready(result)
        return result
    getorbuild._annspecialcase_ = 'specialize:memo'

    def _build(self, key):
        raise NotImplementedError

    def _ready(self, result):
        pass

    def _freeze_(self):
        return True
