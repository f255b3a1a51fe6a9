# rlib.rgc: looking at objects, which needs the collector's headers.
# skip: untranslated (there are no low-level objects)
# skip: interp (objects have no headers)
from _cases import entry_point_of
from rpython.rlib import rgc
from rpython.rlib.rerased import new_erasing_pair, try_cast_erased
from rpython.rtyper.lltypesystem import lltype, llmemory

CELL = lltype.GcStruct('CELL', ('n', lltype.Signed))


class Animal(object):
    def __init__(self, name):
        self.name = name
        self.friend = None
        self.legs = 4
        self.age = len(name)


class Cat(Animal):
    pass


class Stone(object):
    def __init__(self, weight):
        self.weight = weight


erase_animal, unerase_animal = new_erasing_pair('animal')
erase_stone, unerase_stone = new_erasing_pair('stone')
erase_list, unerase_list = new_erasing_pair('list')


def case_try_cast_erased():
    print int(try_cast_erased(Animal, erase_animal(Cat('x'))) is not None),
    print int(try_cast_erased(Animal, erase_stone(Stone(7))) is not None),
    print int(try_cast_erased(Animal, erase_list([1, 2])) is not None),
    cat = try_cast_erased(Cat, erase_animal(Cat('Felix')))
    if cat is not None:
        print cat.name,
    print int(try_cast_erased(Cat, erase_animal(Animal('no cat'))) is None)


def case_referents():
    cat = Cat('a' + str(1))
    cat.friend = Animal('b' + str(2))
    names = []
    for gcref in rgc.get_rpy_referents(rgc.cast_instance_to_gcref(cat)):
        friend = rgc.try_cast_gcref_to_instance(Animal, gcref)
        if friend is not None:
            names.append(friend.name)
    print ' '.join(names)


def case_casts():
    cat = Cat('there')
    gcref = rgc.cast_instance_to_gcref(cat)
    found = rgc.try_cast_gcref_to_instance(Animal, gcref)
    print int(found is cat), int(rgc.try_cast_gcref_to_instance(Stone, gcref) is None)
    print int(rgc.cast_instance_to_gcref(cat) == gcref), int(gcref == rgc.NULL_GCREF)


def case_memory_usage():
    cat = rgc.cast_instance_to_gcref(Cat('x'))
    stone = rgc.cast_instance_to_gcref(Stone(7))
    print int(rgc.get_rpy_memory_usage(cat) >= 8), int(rgc.get_rpy_memory_usage(stone) > 0),
    print int(rgc.get_rpy_memory_usage(cat) > rgc.get_rpy_memory_usage(stone))


def case_types():
    a, b = rgc.cast_instance_to_gcref(Cat('x')), rgc.cast_instance_to_gcref(Cat('y'))
    c = rgc.cast_instance_to_gcref(Stone(7))
    print int(rgc.get_rpy_type_index(a) == rgc.get_rpy_type_index(b)), int(rgc.get_rpy_type_index(a) == rgc.get_rpy_type_index(c))
    print int(len(rgc.get_typeids_list()) > 3)


def case_flags():
    gcref = rgc.cast_instance_to_gcref(Cat('flagged'))
    print int(rgc.has_gcflag_extra()), int(rgc.get_gcflag_extra(gcref)),
    rgc.toggle_gcflag_extra(gcref)
    print int(rgc.get_gcflag_extra(gcref)),
    rgc.toggle_gcflag_extra(gcref)
    print int(rgc.get_gcflag_extra(gcref))


class Rare(object):
    def __init__(self, n):
        self.n = n


def count_rare(gcref):
    rare = rgc.try_cast_gcref_to_instance(Rare, gcref)
    if rare is None:
        return None
    return rare


class Keeper(object):
    kept = []


keeper = Keeper()


def case_all_objects():
    for i in range(3):
        keeper.kept.append(Rare(i + 1))
    total = 0
    for rare in rgc.do_get_objects(count_rare):
        total += rare.n
    print total, len(keeper.kept)


class PlainQueue(rgc.FinalizerQueue):
    Class = None

    def finalizer_trigger(self):
        counter.triggers += 1


class Counter(object):
    triggers = 0


counter = Counter()
plain_queue = PlainQueue()


def make_cells(count):
    for i in range(count):
        cell = lltype.malloc(CELL)
        cell.n = i + 1
        plain_queue.register_finalizer(lltype.cast_opaque_ptr(llmemory.GCREF, cell))


def case_queue_of_plain_references():
    make_cells(4)
    rgc.collect()
    rgc.collect()
    total = 0
    while True:
        gcref = plain_queue.next_dead()
        if not gcref:
            break
        total += lltype.cast_opaque_ptr(lltype.Ptr(CELL), gcref).n
    print total, int(counter.triggers > 0)


def case_pinning():
    cat = Cat('pinned')
    if rgc.pin(cat):
        rgc.collect()
        rgc.unpin(cat)
    print cat.name


def case_moving():
    cat = Cat('moved')
    rgc.collect()
    print cat.name, int(rgc._make_sure_does_not_move(cat) or True)


def case_statistics():
    print int(rgc.get_stats(rgc.TOTAL_MEMORY) > 0), int(rgc.get_stats(rgc.PEAK_MEMORY) >= rgc.get_stats(rgc.TOTAL_MEMORY))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
