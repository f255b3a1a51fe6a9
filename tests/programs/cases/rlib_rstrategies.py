# rlib.rstrategies: collections that keep their items in the form that suits them.
from _cases import entry_point_of
from rpython.rlib.objectmodel import import_from_mixin
from rpython.rlib.rstrategies import rstrategies as rs


class W_Object(object):
    def text(self):
        return 'object'


class W_Integer(W_Object):
    def __init__(self, value):
        self.value = value

    def text(self):
        return str(self.value)


class W_Nil(W_Object):
    def text(self):
        return 'nil'


w_nil = W_Nil()


class W_List(W_Object):
    rs.make_accessors()

    def __init__(self, strategy, size, items_w=None):
        self.strategy = None
        factory.set_initial_strategy(self, strategy, size, items_w)


class AbstractStrategy(object):
    __metaclass__ = rs.StrategyMetaclass
    import_from_mixin(rs.AbstractStrategy)
    import_from_mixin(rs.SafeIndexingMixin)

    def __init__(self, factory, w_self=None, size=0):
        self.factory = factory

    def strategy_factory(self):
        return self.factory


class GenericStrategy(AbstractStrategy):
    import_from_mixin(rs.GenericStrategy)
    name = 'generic'

    def default_value(self):
        return w_nil


@rs.strategy(generalize=[GenericStrategy])
class IntegerStrategy(AbstractStrategy):
    import_from_mixin(rs.SingleTypeStrategy)
    name = 'integers'
    contained_type = W_Integer

    def wrap(self, value):
        return W_Integer(value)

    def unwrap(self, w_value):
        return w_value.value

    def default_value(self):
        return W_Integer(0)


@rs.strategy(generalize=[IntegerStrategy, GenericStrategy])
class NilStrategy(AbstractStrategy):
    import_from_mixin(rs.SingleValueStrategy)
    name = 'nils'

    def value(self):
        return w_nil


@rs.strategy(generalize=[NilStrategy, IntegerStrategy, GenericStrategy])
class EmptyStrategy(AbstractStrategy):
    import_from_mixin(rs.EmptyStrategy)
    name = 'empty'


GenericStrategy = rs.strategy(generalize=[])(GenericStrategy)


class Factory(rs.StrategyFactory):
    def instantiate_strategy(self, strategy_type, w_self=None, size=0):
        return strategy_type(self, w_self, size)


factory = Factory(AbstractStrategy)


def show(w_list):
    strategy = w_list.strategy
    print strategy.name + ':',
    for i in range(strategy.size(w_list)):
        print strategy.fetch(w_list, i).text(),
    print


def ints(*values):
    return [W_Integer(n) for n in values]


def case_default_values():
    show(W_List(EmptyStrategy, 0))
    show(W_List(NilStrategy, 3))
    show(W_List(IntegerStrategy, 2))
    show(W_List(GenericStrategy, 2))


def case_items_of_the_start():
    show(W_List(IntegerStrategy, 3, [W_Integer(5), W_Integer(6), W_Integer(7)]))
    show(W_List(NilStrategy, 2, [w_nil, w_nil]))


def case_store_and_fetch():
    w_list = W_List(IntegerStrategy, 3)
    w_list.strategy.store(w_list, 1, W_Integer(9))
    show(w_list)
    print w_list.strategy.fetch(w_list, 1).text()


def case_store_changes_the_strategy():
    w_list = W_List(IntegerStrategy, 2)
    w_list.strategy.store(w_list, 0, w_nil)
    show(w_list)
    w_list = W_List(NilStrategy, 2)
    w_list.strategy.store(w_list, 1, w_nil)
    show(w_list)


def case_append():
    w_list = W_List(EmptyStrategy, 0)
    w_list.strategy.append(w_list, [W_Integer(1)])
    show(w_list)
    w_list.strategy.append(w_list, [W_Integer(2), W_Integer(3)])
    show(w_list)
    w_list.strategy.append(w_list, [w_nil])
    show(w_list)


def case_append_nil_to_empty():
    w_list = W_List(EmptyStrategy, 0)
    w_list.strategy.append(w_list, [w_nil, w_nil])
    show(w_list)


def case_insert():
    w_list = W_List(IntegerStrategy, 2, [W_Integer(1), W_Integer(4)])
    w_list.strategy.insert(w_list, 1, [W_Integer(2), W_Integer(3)])
    show(w_list)
    w_list.strategy.insert(w_list, 0, [w_nil])
    show(w_list)


def case_delete():
    w_list = W_List(IntegerStrategy, 5, [W_Integer(0), W_Integer(1), W_Integer(2), W_Integer(3), W_Integer(4)])
    w_list.strategy.delete(w_list, 1, 3)
    show(w_list)
    for start, end in [(2, 1), (0, 4), (-1, 1)]:
        try:
            w_list.strategy.delete(w_list, start, end)
            print 'deleted',
        except IndexError:
            print 'bad bounds',
    print


def case_pop():
    w_list = W_List(IntegerStrategy, 3, [W_Integer(0), W_Integer(1), W_Integer(2)])
    print w_list.strategy.pop(w_list, 1).text(),
    print w_list.strategy.pop(w_list, 0).text(),
    show(w_list)


def case_slice():
    w_list = W_List(IntegerStrategy, 4, [W_Integer(5), W_Integer(6), W_Integer(7), W_Integer(8)])
    print ' '.join([w.text() for w in w_list.strategy.slice(w_list, 1, 3)])


def case_fetch_all_and_store_all():
    w_list = W_List(IntegerStrategy, 2, [W_Integer(5), W_Integer(6)])
    print ' '.join([w.text() for w in w_list.strategy.fetch_all(w_list)])
    w_list.strategy.store_all(w_list, [W_Integer(7), W_Integer(8)])
    show(w_list)


def case_indices_are_checked():
    w_list = W_List(IntegerStrategy, 2)
    for index in [0, 2, -1, 5]:
        try:
            print w_list.strategy.fetch(w_list, index).text(),
        except IndexError:
            print 'no',
    try:
        w_list.strategy.store(w_list, 2, W_Integer(1))
    except IndexError:
        print 'no'


def case_switching_by_hand():
    w_list = W_List(IntegerStrategy, 2, [W_Integer(5), W_Integer(6)])
    factory.switch_strategy(w_list, GenericStrategy)
    show(w_list)
    print int(w_list.strategy is factory.strategy_singleton_instance(GenericStrategy))


def case_strategies_are_shared():
    a, b = W_List(IntegerStrategy, 1), W_List(IntegerStrategy, 2)
    print int(a.strategy is b.strategy), int(a.strategy is W_List(NilStrategy, 1).strategy)


def case_strategy_for_items():
    for items_w in [[w_nil], [W_Integer(1), W_Integer(2)], [w_nil, W_Integer(3)]]:
        print factory.strategy_type_for(items_w).name,
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
