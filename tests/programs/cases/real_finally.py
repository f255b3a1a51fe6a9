# Exceptions that pass a `finally` clause and are caught by their class; imports that a configuration excludes.
# skip: reference (imports inside functions that nothing reaches are executed there)
from _cases import entry_point_of


class Config(object):
    def __init__(self, extras):
        self.extras = extras

    def _freeze_(self):
        return True


class Space(object):
    def __init__(self, config):
        self.config = config

    def _freeze_(self):
        return True


SPACE = Space(Config(False))


class OperationError(Exception):
    def __init__(self, w_type):
        self.w_type = w_type


class Debug(object):
    trace = None


class Frame(object):
    debug = None

    def get_trace(self):
        if self.debug is None:
            return None
        return self.debug.trace

    def get_debug(self):
        if self.debug is None:
            self.debug = Debug()
        return self.debug

    def work(self, n):
        if n == 1:
            raise OperationError('work')
        if n == 2:
            raise ValueError

    def run(self, n, error):
        try:
            trace = self.get_trace()
            if trace is not None:
                self.get_debug().trace = None
            try:
                self.work(n)
            finally:
                if trace is not None:
                    self.get_debug().trace = trace
        except OperationError as e:
            error = e
        return error.w_type


def case_exception_of_a_class_through_finally():
    traced = Frame()
    traced.get_debug().trace = 't'
    for frame in [Frame(), traced]:
        for n in range(3):
            try:
                print frame.run(n, OperationError('old'))
            except ValueError:
                print 'ValueError'
        if frame.get_trace() is not None:
            print frame.get_trace()


def reraise(frame, n):
    try:
        try:
            frame.work(n)
        except OperationError:
            raise
        except Exception:
            raise OperationError('converted')
        finally:
            print 'inner'
    finally:
        print 'outer'
    return 'done'


def case_exception_behind_a_more_special_one():
    for n in range(3):
        try:
            print reraise(Frame(), n)
        except OperationError as e:
            print e.w_type


class LibraryError(Exception):
    def __init__(self, msg):
        self.msg = msg


def release(n):
    if n == 4:
        raise OperationError('release')


def compress(n):
    try:
        try:
            if n == 5:
                raise OperationError('body')
            if n == 6:
                raise LibraryError('library')
            result = n * 2
        finally:
            release(n)
    except LibraryError as e:
        raise OperationError(e.msg)
    return result


def case_exception_of_another_class_through_finally():
    for n in range(3, 8):
        try:
            print compress(n)
        except OperationError as e:
            print e.w_type


def hook(space):
    if not space.config.extras:
        return 'no extras'
    from _no_such_module_at_all import invoke
    return invoke(space)


def case_import_that_is_excluded():
    print hook(SPACE)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
