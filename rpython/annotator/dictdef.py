"""What annotations tell about the keys and values of dicts."""
from rpython.annotator.model import s_ImpossibleValue


class DictItem(object):
    def __init__(self, s_value):
        self.s_value = s_value


class DictKey(DictItem):
    pass


class DictValue(DictItem):
    pass


class DictDef(object):
    def __init__(self, bookkeeper, s_key=s_ImpossibleValue, s_value=s_ImpossibleValue, is_r_dict=False,
                 force_non_null=False, simple_hash_eq=False):
        self.bookkeeper = bookkeeper
        self.dictkey = DictKey(s_key)
        self.dictvalue = DictValue(s_value)
        self.force_non_null = force_non_null
        self.simple_hash_eq = simple_hash_eq

    def read_key(self, position_key=None):
        return self.dictkey.s_value

    def read_value(self, position_key=None):
        return self.dictvalue.s_value
