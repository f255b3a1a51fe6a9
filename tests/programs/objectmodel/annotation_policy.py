# A policy gives classes and prebuilt instances attributes while types are inferred, and chooses copies of functions.
# skip: untranslated (a policy decides only while translating)
from rpython.annotator.policy import AnnotatorPolicy
from rpython.annotator.classdesc import InstanceSource
from rpython.flowspace.model import Constant


class Animal(object):
    _table = None


class Dog(Animal):
    def __init__(self, name):
        self.name = name


class Cat(Animal):
    def __init__(self, lives):
        self.lives = lives


class Unknown(Animal):
    pass


class Table(object):
    """What is known about a class; the policy adds one attribute `cached_X` for each X that is asked for."""


class Island(object):
    def __init__(self, number):
        self.number = number


FACTS = {Dog: {'legs': 4, 'noise': 40}, Cat: {'legs': 5, 'noise': 50}}
ISLANDS = [Island(3), Island(7)]


def find(animal, fact):
    """Slow, where the name of the fact is not known while translating."""
    if fact == 'legs':
        return 1
    return 2
find._annspecialcase_ = 'specialize:fact'


FIND = """
def find_%(fact)s(animal, name):
    table = animal._table
    if table is None:
        return find_slowly(animal, name)
    return table.cached_%(fact)s
"""


def find_slowly(animal, name):
    return -len(name)


class Policy(AnnotatorPolicy):
    def __init__(self):
        self.tables = {}
        self.facts = []

    def event(self, bookkeeper, what, x):
        if what == 'classdef_setup':
            cls = x.classdesc.pyobj
            if cls in FACTS:
                table = Table()
                self.tables[cls] = table
                self.set_on_class(x.classdesc, '_table', table)
                for fact in self.facts:
                    self.give(bookkeeper, cls, fact)
        elif what == 'mutable' and isinstance(x, Island):
            x.squared = x.number * x.number
            source = InstanceSource(bookkeeper, x)
            bookkeeper.getuniqueclassdef(Island).add_source_for_attribute('squared', source)

    def set_on_class(self, classdesc, attr, value):
        classdesc.classdict[attr] = Constant(value)
        classdesc.immutable_fields.add(attr)
        classdesc.classdef.add_source_for_attribute(attr, classdesc)
        setattr(classdesc.pyobj, attr, value)

    def give(self, bookkeeper, cls, fact):
        table = self.tables[cls]
        setattr(table, 'cached_' + fact, FACTS[cls][fact])
        source = InstanceSource(bookkeeper, table)
        bookkeeper.getuniqueclassdef(Table).add_source_for_attribute('cached_' + fact, source)

    def specialize__fact(self, funcdesc, args_s):
        s_animal, s_fact = args_s
        if not s_fact.is_constant():
            return funcdesc.cachedgraph(None)
        fact = s_fact.const

        def builder(translator, func):
            self.facts.append(fact)
            for cls in sorted(self.tables, key=lambda cls: cls.__name__):
                self.give(funcdesc.bookkeeper, cls, fact)
            namespace = {'find_slowly': find_slowly}
            exec FIND % {'fact': fact} in namespace
            return translator.buildflowgraph(namespace['find_' + fact])
        return funcdesc.cachedgraph(fact, builder=builder)


def entry_point(argv):
    animals = [Dog('rex'), Cat(9), Unknown()]
    for animal in animals:
        print find(animal, 'legs'), find(animal, 'noise'), find(animal, 'legs')
    for name in ['legs', 'noise']:
        print find(animals[0], name)
    for island in ISLANDS:
        print island.number, island.squared
    return 0


def target(driver, args):
    return entry_point, None, Policy()
