"""Iterators made of iterators."""


def _identity(x):
    return x


class _FromGenerator(object):
    """An iterator whose items a generator makes."""

    def __init__(self, *args, **kwds):
        self._generator = self._run(*args, **kwds)

    def __iter__(self):
        return self

    def next(self):
        return self._generator.next()


class count(_FromGenerator):
    def _run(self, start=0, step=1):
        while True:
            yield start
            start += step


class cycle(_FromGenerator):
    def _run(self, iterable):
        seen = []
        for item in iterable:
            yield item
            seen.append(item)
        while seen:
            for item in seen:
                yield item


class repeat(_FromGenerator):
    def _run(self, object, times=None):
        if times is None:
            while True:
                yield object
        for i in xrange(times):
            yield object


class chain(_FromGenerator):
    def _run(self, *iterables):
        for iterable in iterables:
            for item in iterable:
                yield item

    @staticmethod
    def from_iterable(iterables):
        return _flattened(iterables)


def _flattened(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


class compress(_FromGenerator):
    def _run(self, data, selectors):
        for item, selector in izip(data, selectors):
            if selector:
                yield item


class dropwhile(_FromGenerator):
    def _run(self, predicate, iterable):
        dropping = True
        for item in iterable:
            if dropping and predicate(item):
                continue
            dropping = False
            yield item


class takewhile(_FromGenerator):
    def _run(self, predicate, iterable):
        for item in iterable:
            if not predicate(item):
                return
            yield item


class ifilter(_FromGenerator):
    def _run(self, predicate, iterable):
        if predicate is None:
            predicate = bool
        for item in iterable:
            if predicate(item):
                yield item


class ifilterfalse(_FromGenerator):
    def _run(self, predicate, iterable):
        if predicate is None:
            predicate = bool
        for item in iterable:
            if not predicate(item):
                yield item


class imap(_FromGenerator):
    def _run(self, function, *iterables):
        for items in izip(*iterables):
            if function is None:
                yield items
            else:
                yield function(*items)


class starmap(_FromGenerator):
    def _run(self, function, iterable):
        for args in iterable:
            yield function(*args)


class izip(_FromGenerator):
    def _run(self, *iterables):
        iterators = [iter(iterable) for iterable in iterables]
        while iterators:
            yield tuple([iterator.next() for iterator in iterators])


class izip_longest(_FromGenerator):
    def _run(self, *iterables, **kwds):
        fill = kwds.get('fillvalue')
        iterators = [iter(iterable) for iterable in iterables]
        while True:
            items = []
            alive = False
            for i, iterator in enumerate(iterators):
                item = fill
                if iterator is not None:
                    try:
                        item = iterator.next()
                        alive = True
                    except StopIteration:
                        iterators[i] = None
                items.append(item)
            if not alive:
                return
            yield tuple(items)


class islice(_FromGenerator):
    def __init__(self, iterable, *args):
        bounds = slice(*args)
        for bound in (bounds.start, bounds.stop):
            if bound is not None and bound < 0:
                raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= maxint.")
        self._generator = self._run(iter(iterable), bounds.start or 0, bounds.stop, bounds.step or 1)

    def _run(self, iterator, start, stop, step):
        at = 0
        wanted = start
        while stop is None or wanted < stop:
            while at < wanted:
                iterator.next()
                at += 1
            yield iterator.next()
            at += 1
            wanted += step
        while stop is not None and at < stop and start < stop:
            iterator.next()
            at += 1


class groupby(object):
    """Runs of equal keys: (key, iterator over the run)."""

    def __init__(self, iterable, key=None):
        self._key = key or _identity
        self._iterator = iter(iterable)
        self._wanted = self._current_key = self._value = object()

    def __iter__(self):
        return self

    def _advance(self):
        self._value = self._iterator.next()
        self._current_key = self._key(self._value)

    def next(self):
        while self._current_key == self._wanted:
            self._advance()
        self._wanted = self._current_key
        return self._current_key, self._group(self._wanted)

    def _group(self, key):
        while self._current_key == key:
            yield self._value
            self._advance()


def tee(iterable, n=2):
    iterator = iter(iterable)
    queues = [[] for i in range(n)]

    def branch(mine):
        while True:
            if not mine:
                item = iterator.next()
                for queue in queues:
                    queue.append(item)
            yield mine.pop(0)
    return tuple([branch(queue) for queue in queues])


class product(_FromGenerator):
    def _run(self, *iterables, **kwds):
        pools = [tuple(iterable) for iterable in iterables] * kwds.get('repeat', 1)
        for pool in pools:
            if not pool:
                return
        places = [0] * len(pools)
        while True:
            yield tuple([pool[place] for pool, place in zip(pools, places)])
            at = len(pools) - 1
            while at >= 0:
                places[at] += 1
                if places[at] < len(pools[at]):
                    break
                places[at] = 0
                at -= 1
            if at < 0:
                return


class permutations(_FromGenerator):
    def _run(self, iterable, r=None):
        pool = tuple(iterable)
        r = len(pool) if r is None else r
        for places in product(range(len(pool)), repeat=r):
            if len(set(places)) == r:
                yield tuple([pool[place] for place in places])


class combinations(_FromGenerator):
    def _run(self, iterable, r):
        pool = tuple(iterable)
        for places in product(range(len(pool)), repeat=r):
            if all([a < b for a, b in zip(places, places[1:])]):
                yield tuple([pool[place] for place in places])


class combinations_with_replacement(_FromGenerator):
    def _run(self, iterable, r):
        pool = tuple(iterable)
        for places in product(range(len(pool)), repeat=r):
            if all([a <= b for a, b in zip(places, places[1:])]):
                yield tuple([pool[place] for place in places])
