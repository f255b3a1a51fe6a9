import neighbour
from . import neighbour as n2
from .neighbour import value as rel
sibling_value = neighbour.value
