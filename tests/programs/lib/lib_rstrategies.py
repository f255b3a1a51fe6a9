# rstrategies: lists that change the form of their storage by what is put into them
# skip: reference (it wants the index of the insertion proven, which append() does not do)
import sys
from rpython.rlib.objectmodel import import_from_mixin
from rpython.rlib.rstrategies import rstrategies as rs


class W_Root(object):
    def show(self):
        return "?"


class W_Nil(W_Root):
    def show(self):
        return "nil"


class W_Text(W_Root):
    def __init__(self, text):
        self.text = text

    def show(self):
        return '"' + self.text + '"'


class W_Int(W_Root):
    def __init__(self, value):
        self.value = value

    def show(self):
        if self.value == sys.maxint:
            return "maxint"
        return str(self.value)


w_nil = W_Nil()


class AbstractStrategy(object):
    __metaclass__ = rs.StrategyMetaclass
    _immutable_fields_ = ['_factory']
    import_from_mixin(rs.AbstractStrategy)
    import_from_mixin(rs.SafeIndexingMixin)

    def __init__(self, factory, w_self=None, size=0):
        self._factory = factory

    def strategy_factory(self):
        return self._factory


@rs.strategy()
class Generic(AbstractStrategy):
    import_from_mixin(rs.GenericStrategy)

    def default_value(self):
        return w_nil


@rs.strategy(generalize=[Generic])
class IntOrNil(AbstractStrategy):
    import_from_mixin(rs.TaggingStrategy)
    contained_type = W_Int

    def wrap(self, value):
        return W_Int(value)

    def unwrap(self, value):
        assert isinstance(value, W_Int)
        return value.value

    def default_value(self):
        return w_nil

    def wrapped_tagged_value(self):
        return w_nil

    def unwrapped_tagged_value(self):
        return sys.maxint


@rs.strategy(generalize=[IntOrNil, Generic])
class AllNil(AbstractStrategy):
    import_from_mixin(rs.SingleValueStrategy)

    def value(self):
        return w_nil


@rs.strategy(generalize=[Generic], singleton=False)
class Texts(AbstractStrategy):
    import_from_mixin(rs.SingleTypeStrategy)
    contained_type = W_Text

    def __init__(self, factory, w_self=None, size=0):
        self._factory = factory
        self.initial = size

    def wrap(self, value):
        return W_Text(value)

    def unwrap(self, value):
        assert isinstance(value, W_Text)
        return value.text

    def default_value(self):
        return W_Text("")


class Factory(rs.StrategyFactory):
    def __init__(self):
        self.switches = 0
        rs.StrategyFactory.__init__(self, AbstractStrategy)

    def instantiate_strategy(self, strategy_type, w_self=None, initial_size=0):
        return strategy_type(self, w_self, initial_size)


factory = Factory()


class W_List(W_Root):
    rs.make_accessors(strategy='how', storage='items')

    def __init__(self, kind, size, elements=None):
        self.how = None
        factory.set_initial_strategy(self, kind, size, elements)


def name(w_list):
    return w_list.how.__class__.__name__


def show(w_list):
    print name(w_list), w_list.how.size(w_list), ' '.join([w.show() for w in w_list.how.fetch_all(w_list)])


def fill(w_list):
    w_list.how.store(w_list, 1, W_Int(10))
    show(w_list)
    w_list.how.store(w_list, 0, w_nil)
    show(w_list)
    w_list.how.append(w_list, [W_Int(1), W_Int(2)])
    show(w_list)
    w_list.how.append(w_list, [W_Int(3), W_Text("x"), W_Int(4)])
    show(w_list)
    print w_list.how.pop(w_list, 1).show()
    w_list.how.delete(w_list, 0, 2)
    show(w_list)
    w_list.how.insert(w_list, 100, [w_nil])
    show(w_list)


def check_indices(w_list):
    for index in [-1, 0, 2, 3, 100]:
        try:
            print w_list.how.fetch(w_list, index).show(),
        except IndexError:
            print "IndexError",
    print
    for start, stop in [(2, 1), (0, 3), (1, 2)]:
        try:
            w_list.how.delete(w_list, start, stop)
            print "deleted"
        except IndexError:
            print "IndexError"
    show(w_list)


def choose(objects):
    print factory.strategy_type_for(objects).__name__


def entry_point(argv):
    fill(W_List(AllNil, 4))
    fill(W_List(IntOrNil, 3))
    fill(W_List(Generic, 2))
    check_indices(W_List(AllNil, 3))
    check_indices(W_List(IntOrNil, 3, [W_Int(1), W_Int(2), W_Int(3)]))
    big = W_List(IntOrNil, 1)
    big.how.store(big, 0, W_Int(sys.maxint))
    show(big)
    texts = W_List(Texts, 2)
    strategy = texts.how
    assert isinstance(strategy, Texts)
    print strategy.initial
    texts.how.store_all(texts, [W_Text("a"), W_Text("b")])
    show(texts)
    texts.how.insert(texts, 1, [W_Text("c"), w_nil, W_Text("d")])
    show(texts)
    factory.switch_strategy(texts, AllNil)
    show(texts)
    kinds = [factory.strategy_type_for([w_nil, w_nil]), factory.strategy_type_for([W_Int(5), w_nil]),
             factory.strategy_type_for([W_Text("")]), factory.strategy_type_for([W_Text(""), W_Int(2)]),
             factory.strategy_type_for([])]
    for kind in kinds:
        show(W_List(kind, 1))
    factory.logger.activate()
    logged = W_List(AllNil, 3)
    logged.how.store(logged, 0, W_Int(3))
    logged.how.store(logged, 0, W_Text(""))
    factory.logger.activate(aggregate=True)
    for i in range(3):
        W_List(Generic, i + 1, [W_Int(1)] * (i + 1))
    factory.logger.print_aggregated_log()
    return 0


def target(driver, args):
    return entry_point, None
