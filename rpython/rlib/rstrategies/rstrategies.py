"""Collections that keep what they hold in the form that suits it best, and change it when something else comes in.

A strategy is a class that knows one form of storage. It has one instance (or, where asked for, one for each collection), and a collection
refers to that instance and to its storage. A `StrategyFactory` knows the strategies below a root class.
"""
import sys
import weakref

from rpython.rlib import jit, rerased
from rpython.rlib.objectmodel import not_rpython, specialize
from rpython.rlib.rarithmetic import int_between
from rpython.rlib.rstrategies import logger


def make_accessors(strategy='strategy', storage='storage'):
    """Called in the body of the collection's class: the attributes in which strategy and storage are kept."""
    namespace = sys._getframe(1).f_locals
    for what, attribute in (('strategy', strategy), ('storage', storage)):
        namespace['_get_' + what], namespace['_set_' + what] = _accessors(attribute)


def _accessors(attribute):
    def get(self):
        return getattr(self, attribute)

    def set(self, value):
        setattr(self, attribute, value)
    return get, set


class StrategyMetaclass(type):
    """Of strategies: each has a pair of its own for hiding the type of its storage."""

    def __new__(meta, name, bases, attrs):
        erase, unerase = rerased.new_erasing_pair(name)

        def get_storage(self, w_self):
            return unerase(self.strategy_factory().get_storage(w_self))

        def set_storage(self, w_self, storage):
            self.strategy_factory().set_storage(w_self, erase(storage))

        attrs.update(get_storage=get_storage, set_storage=set_storage,
                     _is_strategy=False, _is_singleton=False, _specializations=[])
        return type.__new__(meta, name, bases, attrs)


def strategy(generalize=None, singleton=True):
    """Decorator for strategies. `generalize`: those to change to, tried in this order, when a value does not fit;
    `singleton`: whether all collections share one instance."""
    def decorate(cls):
        if generalize:
            cls.generalized_strategy_for = _chooser(generalize)
            for general in generalize:
                general._specializations.append(cls)
        cls._generalizations = generalize
        cls._is_strategy = True
        cls._is_singleton = singleton
        return cls
    return decorate


def _chooser(generalize):
    @jit.unroll_safe
    def generalized_strategy_for(self, value):
        factory = self.strategy_factory()
        for candidate in generalize:
            if factory.strategy_singleton_instance(candidate)._check_can_handle(value):
                return candidate
        raise Exception("no strategy beyond %s can hold %s" % (self, value))
    return generalized_strategy_for


class StrategyFactory(object):
    """To be derived from, and instantiated once while the program is imported."""
    _immutable_fields_ = ['strategies[*]', 'logger', 'strategy_singleton_field']
    factory_instance_counter = 0

    def __init__(self, root_class, all_strategy_classes=None):
        if all_strategy_classes is None:
            all_strategy_classes = self._collect_subclasses(root_class)
        # Several factories may know the same strategies; each has instances of its own.
        self.strategy_singleton_field = '__singleton_%d' % StrategyFactory.factory_instance_counter
        StrategyFactory.factory_instance_counter += 1
        self.logger = logger.Logger()
        self.strategies = []
        self._create_strategy_instances(root_class, all_strategy_classes)

    # What is called from outside.

    def switch_strategy(self, w_self, new_strategy_type, new_element=None):
        """Gives a collection another strategy and converts its storage; `new_element`, for the log alone, is what made it necessary."""
        before = self.get_strategy(w_self)
        if new_strategy_type._is_singleton:
            now = self.strategy_singleton_instance(new_strategy_type)
        else:
            now = self.instantiate_strategy(new_strategy_type, w_self, before.size(w_self))
        self.set_strategy(w_self, now)
        before._convert_storage_to(w_self, now)
        now.strategy_switched(w_self)
        self.log(w_self, now, before, new_element)
        return now

    def set_initial_strategy(self, w_self, strategy_type, size, elements=None):
        """Gives a fresh collection of `size` items its strategy, and `elements`, which must be as many, if there are any."""
        assert self.get_strategy(w_self) is None, "this collection has a strategy already"
        if strategy_type._is_singleton:
            now = self.strategy_singleton_instance(strategy_type)
        else:
            now = self.instantiate_strategy(strategy_type, w_self, size)
        self.set_strategy(w_self, now)
        now._initialize_storage(w_self, size)
        first = None
        if elements:
            now.store_all(w_self, elements)
            if len(elements) > 0:
                first = elements[0]
        now.strategy_switched(w_self)
        self.log(w_self, now, None, first)
        return now

    @jit.unroll_safe
    def strategy_type_for(self, objects):
        """The most special strategy that can hold all of these."""
        count = len(self.strategies)
        fits = [True] * count
        left = count
        for item in objects:
            if left <= 1:
                break
            for i, candidate in enumerate(self.strategies):
                if fits[i] and not self.strategy_singleton_instance(candidate)._check_can_handle(item):
                    fits[i] = False
                    left -= 1
        for i, candidate in enumerate(self.strategies):
            if fits[i]:
                return candidate
        raise ValueError("no strategy can hold all of %s" % objects)

    @not_rpython
    def decorate_strategies(self, transitions):
        """Instead of decorating each with `strategy`: a dict of what each generalizes to; before `__init__`."""
        for cls in transitions:
            strategy(transitions[cls])(cls)

    # What may be overridden.

    def instantiate_strategy(self, strategy_type, w_self=None, initial_size=0):
        return strategy_type()

    def log(self, w_self, new_strategy, old_strategy=None, new_element=None):
        if self.logger.active:
            if old_strategy:
                cause = "Switched"
            else:
                cause = "Created"
            self.logger.log(self.log_string_for_object(new_strategy), new_strategy.size(w_self), cause,
                            self.log_string_for_object(old_strategy), "", self.log_string_for_object(new_element))

    @specialize.call_location()
    def log_string_for_object(self, obj):
        if obj:
            return obj.__class__.__name__
        return ""

    # The kinds of storage have nothing in common but being erased: one version of these for each use.

    @specialize.call_location()
    def get_storage(self, obj):
        return obj._get_storage()

    @specialize.call_location()
    def set_storage(self, obj, val):
        return obj._set_storage(val)

    def get_strategy(self, obj):
        return obj._get_strategy()

    def set_strategy(self, obj, val):
        return obj._set_strategy(val)

    # What is done once, while the program is imported.

    @not_rpython
    def _collect_subclasses(self, cls):
        found = []
        for sub in cls.__subclasses__():
            found.append(sub)
            found += self._collect_subclasses(sub)
        return found

    @not_rpython
    def _create_strategy_instances(self, root_class, all_strategy_classes):
        for cls in all_strategy_classes:
            if cls._is_strategy:
                self.strategies.append(cls)
                setattr(cls, self.strategy_singleton_field, self.instantiate_strategy(cls))
            self._patch_strategy_class(cls, root_class)
        self._order_strategies()

    @not_rpython
    def _patch_strategy_class(self, strategy_class, root_class):
        """Converting is decided by both classes: the old strategy calls a method of the new one that is named after the old one's class."""
        name = '_convert_storage_from_' + strategy_class.__name__

        def convert_from_any(self, w_self, previous_strategy):
            self._convert_storage_from(w_self, previous_strategy)
        convert_from_any.__name__ = name

        def _convert_storage_to(self, w_self, new_strategy):
            getattr(new_strategy, name)(w_self, self)
        setattr(root_class, name, convert_from_any)
        strategy_class._convert_storage_to = _convert_storage_to

    @not_rpython
    def _order_strategies(self):
        """The most special ones first."""
        self.strategies.sort(key=_height, reverse=True)

    @jit.elidable
    def strategy_singleton_instance(self, strategy_class):
        return getattr(strategy_class, self.strategy_singleton_field)

    def _freeze_(self):
        return True


@not_rpython
def _height(cls, below=()):
    """The number of steps from a strategy to one that is not generalized any more, on the longest way."""
    if not cls._generalizations:
        return 0
    if cls in below:
        raise Exception("the generalizations of %s lead back to it" % (cls,))
    return 1 + max([_height(general, below + (cls,)) for general in cls._generalizations])


class AbstractStrategy(object):
    """Base of strategies (or mixed into them). They define `strategy_factory()` besides what is abstract here."""

    def strategy_switched(self, w_self):
        """Called when a collection has got this strategy."""

    def store(self, w_self, index0, value):
        raise NotImplementedError("store() of a strategy")

    def fetch(self, w_self, index0):
        raise NotImplementedError("fetch() of a strategy")

    def size(self, w_self):
        raise NotImplementedError("size() of a strategy")

    def insert(self, w_self, index0, list_w):
        raise NotImplementedError("insert() of a strategy")

    def delete(self, w_self, start, end):
        raise NotImplementedError("delete() of a strategy")

    def slice(self, w_self, start, end):
        return [self.fetch(w_self, i) for i in range(start, end)]

    def fetch_all(self, w_self):
        return self.slice(w_self, 0, self.size(w_self))

    def store_all(self, w_self, elements):
        for i in range(len(elements)):
            self.store(w_self, i, elements[i])

    def append(self, w_self, list_w):
        self.insert(w_self, self.size(w_self), list_w)

    def pop(self, w_self, index0):
        value = self.fetch(w_self, index0)
        self.delete(w_self, index0, index0 + 1)
        return value

    def _initialize_storage(self, w_self, initial_size):
        raise NotImplementedError("_initialize_storage() of a strategy")

    def _check_can_handle(self, value):
        raise NotImplementedError("_check_can_handle() of a strategy")

    def _convert_storage_to(self, w_self, new_strategy):
        # The factory gives each strategy a more special one.
        new_strategy._convert_storage_from(w_self, self)

    @jit.unroll_safe
    def _convert_storage_from(self, w_self, previous_strategy):
        # Works for all, but by way of every single item.
        items = previous_strategy.fetch_all(w_self)
        self._initialize_storage(w_self, len(items))
        for i in range(len(items)):
            self.store(w_self, i, items[i])

    def _generalize_for_value(self, w_self, value):
        wider = self.generalized_strategy_for(value)
        return self.strategy_factory().switch_strategy(w_self, wider, new_element=value)

    def _cannot_handle_store(self, w_self, index0, value):
        self._generalize_for_value(w_self, value).store(w_self, index0, value)

    def _cannot_handle_insert(self, w_self, index0, list_w):
        # Only the first one counts; the wider strategy is changed again if the others do not fit it.
        self._generalize_for_value(w_self, list_w[0]).insert(w_self, index0, list_w)


class EmptyStrategy(AbstractStrategy):
    """Of collections with nothing in them."""

    def _initialize_storage(self, w_self, initial_size):
        assert initial_size == 0
        self.set_storage(w_self, None)

    def _convert_storage_from(self, w_self, previous_strategy):
        self.set_storage(w_self, None)

    def _check_can_handle(self, value):
        return False

    def size(self, w_self):
        return 0

    def fetch(self, w_self, index0):
        raise IndexError

    def store(self, w_self, index0, value):
        self._cannot_handle_store(w_self, index0, value)

    def insert(self, w_self, index0, list_w):
        self._cannot_handle_insert(w_self, index0, list_w)

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)


class SingleValueStrategyStorage(object):
    """How often the value is there."""
    _attrs_ = ['size']

    def __init__(self, size=0):
        self.size = size


class SingleValueStrategy(AbstractStrategy):
    """Of collections that hold nothing but one value, which `value()` gives. Needs a mixin for indices."""

    def _initialize_storage(self, w_self, initial_size):
        self.set_storage(w_self, SingleValueStrategyStorage(initial_size))

    def _convert_storage_from(self, w_self, previous_strategy):
        self._initialize_storage(w_self, previous_strategy.size(w_self))

    def _check_can_handle(self, value):
        return value is self.value()

    def size(self, w_self):
        return self.get_storage(w_self).size

    def fetch(self, w_self, index0):
        self.check_index_fetch(w_self, index0)
        return self.value()

    def store(self, w_self, index0, value):
        self.check_index_store(w_self, index0)
        if not self._check_can_handle(value):
            self._cannot_handle_store(w_self, index0, value)

    @jit.unroll_safe
    def insert(self, w_self, index0, list_w):
        storage = self.get_storage(w_self)
        for i in range(len(list_w)):
            if not self._check_can_handle(list_w[i]):
                self._cannot_handle_insert(w_self, index0 + i, list_w[i:])
                return
            storage.size += 1

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)
        self.get_storage(w_self).size -= end - start


class StrategyWithStorage(AbstractStrategy):
    """Keeps a list of values in a form of its own; `_wrap` and `_unwrap` convert. Needs `default_value()` and a mixin for indices."""

    def _wrap(self, value):
        raise NotImplementedError("_wrap() of a strategy")

    def _unwrap(self, value):
        raise NotImplementedError("_unwrap() of a strategy")

    def _initialize_storage(self, w_self, initial_size):
        self.set_storage(w_self, [self._unwrap(self.default_value())] * initial_size)

    @jit.unroll_safe
    def _convert_storage_from(self, w_self, previous_strategy):
        self.set_storage(w_self, [self._unwrap(previous_strategy.fetch(w_self, i))
                                  for i in range(previous_strategy.size(w_self))])

    def size(self, w_self):
        return len(self.get_storage(w_self))

    def fetch(self, w_self, index0):
        self.check_index_fetch(w_self, index0)
        assert index0 >= 0
        return self._wrap(self.get_storage(w_self)[index0])

    def store(self, w_self, index0, wrapped_value):
        self.check_index_store(w_self, index0)
        assert index0 >= 0
        if not self._check_can_handle(wrapped_value):
            self._cannot_handle_store(w_self, index0, wrapped_value)
            return
        self.get_storage(w_self)[index0] = self._unwrap(wrapped_value)

    @jit.unroll_safe
    def insert(self, w_self, start, list_w):
        # As with lists: beyond the end is at the end.
        if start > self.size(w_self):
            start = self.size(w_self)
        assert start >= 0
        for i in range(len(list_w)):
            if not self._check_can_handle(list_w[i]):
                self._cannot_handle_insert(w_self, start + i, list_w[i:])
                return
            self.get_storage(w_self).insert(start + i, self._unwrap(list_w[i]))

    def delete(self, w_self, start, end):
        self.check_index_range(w_self, start, end)
        assert start >= 0 and end >= 0
        del self.get_storage(w_self)[start:end]


class GenericStrategy(StrategyWithStorage):
    """Holds everything as it is."""

    def _check_can_handle(self, wrapped_value):
        return True

    def _wrap(self, value):
        return value

    def _unwrap(self, value):
        return value


class WeakGenericStrategy(StrategyWithStorage):
    """Holds everything weakly; what has died is replaced by the default value."""

    def _check_can_handle(self, wrapped_value):
        return True

    def _wrap(self, value):
        return value() or self.default_value()

    def _unwrap(self, value):
        assert value is not None
        return weakref.ref(value)


class SafeIndexingMixin(object):
    """Raises IndexError for what is not an index. The end of a range must be one, too: no range reaches to the end."""

    def check_index(self, w_self, index0):
        if not int_between(0, index0, self.size(w_self)):
            raise IndexError

    def check_index_fetch(self, w_self, index0):
        self.check_index(w_self, index0)

    def check_index_store(self, w_self, index0):
        self.check_index(w_self, index0)

    def check_index_range(self, w_self, start, end):
        if end < start:
            raise IndexError
        self.check_index(w_self, start)
        self.check_index(w_self, end)


class UnsafeIndexingMixin(object):
    """Indices are right, its user says."""

    def check_index_fetch(self, w_self, index0):
        pass

    def check_index_store(self, w_self, index0):
        pass

    def check_index_range(self, w_self, start, end):
        pass


class SpecializedStrategy(StrategyWithStorage):
    """Keeps what `unwrap(value)` gives; `wrap` makes an object of it again."""

    def _wrap(self, value):
        return self.wrap(value)

    def _unwrap(self, value):
        return self.unwrap(value)


class SingleTypeStrategy(SpecializedStrategy):
    """For values of the class `contained_type`."""

    def _check_can_handle(self, value):
        return isinstance(value, self.contained_type)


class TaggingStrategy(SingleTypeStrategy):
    """For values of the class `contained_type` and one object more, `wrapped_tagged_value()`,
    which is kept as `unwrapped_tagged_value()`."""

    def _check_can_handle(self, value):
        if value is self.wrapped_tagged_value():
            return True
        return (isinstance(value, self.contained_type) and
                self.unwrap(value) != self.unwrapped_tagged_value())

    def _wrap(self, value):
        if value == self.unwrapped_tagged_value():
            return self.wrapped_tagged_value()
        return self.wrap(value)

    def _unwrap(self, value):
        if value is self.wrapped_tagged_value():
            return self.unwrapped_tagged_value()
        return self.unwrap(value)
