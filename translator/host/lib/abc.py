"""Abstract base classes: classes that others can be registered with."""


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class abstractproperty(property):
    __isabstractmethod__ = True


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace):
        cls = type.__new__(mcls, name, bases, namespace)
        abstract = set([key for key, value in namespace.items() if getattr(value, '__isabstractmethod__', False)])
        for base in bases:
            for key in getattr(base, '__abstractmethods__', ()):
                if getattr(getattr(cls, key, None), '__isabstractmethod__', False):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = []
        return cls

    def __call__(cls, *args, **kwds):
        if cls.__abstractmethods__:
            raise TypeError("Can't instantiate abstract class %s with abstract methods %s" % (
                cls.__name__, ', '.join(sorted(cls.__abstractmethods__))))
        return type.__call__(cls, *args, **kwds)

    def register(cls, subclass):
        cls._abc_registry.append(subclass)

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(getattr(instance, '__class__', type(instance)))

    def __subclasscheck__(cls, subclass):
        if cls in getattr(subclass, '__mro__', ()):
            return True
        hook = getattr(cls, '__subclasshook__', None)
        if hook is not None:
            answer = hook(subclass)
            if answer is not NotImplemented:
                return answer
        for registered in cls._abc_registry:
            if issubclass(subclass, registered):
                return True
        for below in type.__subclasses__(cls):
            if issubclass(subclass, below):
                return True
        return False
