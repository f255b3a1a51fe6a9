"""Ropes: strings as trees, so that putting together and slicing of long ones does not copy their characters.

`LiteralStringNode('abc')` and `LiteralUnicodeNode(u'abc')` make ropes; `concatenate`, `multiply`, `join`, `getslice_one` make others from
them. `flatten_string()` and `flatten_unicode()` give the text.
"""
from rpython.rlib._rope_iterators import (
    FringeIterator, ItemIterator, ReverseFringeIterator, ReverseItemIterator, SeekableItemIterator,
    make_seekable_method)
from rpython.rlib._rope_nodes import (
    CONCATENATE_WHEN_MULTIPLYING, CONVERT_WHEN_SMALLER, MAX_DEPTH, NEW_NODE_WHEN_LENGTH,
    BinaryConcatNode, GlobalRopeInfo, LiteralNode, LiteralStringNode, LiteralUnicodeNode, StringNode, concatenate,
    find_fib_index, find_straddling, fringe, getslice_left, getslice_one, getslice_right, join, make_binary_get,
    masked_mul_by_1000003_pow, mul_by_1000003_pow_table, multiply, rebalance, rope_from_charlist, rope_from_unichar,
    rope_from_unicharlist, rope_from_unicode)
from rpython.rlib._rope_text import (
    FindIterator, compare, construct_restart_positions_node, endswith, eq, find, find_int, hash_rope, rsplit_chars,
    split, split_chars, splitlines, startswith, strip)
from rpython.rlib.rarithmetic import LONG_BIT, intmask, ovfcheck, r_uint
from rpython.rlib.runicode import str_decode_utf_8, unicode_encode_utf_8


def getslice(node, start, stop, step, slicelength=-1):
    """Every `step`-th character from `start` on, before `stop`. `slicelength` is how many these are, where that is known."""
    if step == 1:
        return getslice_one(node, start, stop)
    if slicelength == -1:
        slicelength = max((stop - start + step - 1) // step, 0)
    if slicelength == 0:
        return LiteralStringNode.EMPTY
    start, stop, node = find_straddling(node, start, stop)
    items = SeekableItemIterator(node)
    items.seekforward(start)
    if node.is_bytestring():
        chars = [items.nextchar()]
        for _ in range(slicelength - 1):
            items.seekforward(step - 1)
            chars.append(items.nextchar())
        return rope_from_charlist(chars)
    unichars = [items.nextunichar()]
    for _ in range(slicelength - 1):
        items.seekforward(step - 1)
        unichars.append(items.nextunichar())
    return rope_from_unicharlist(unichars)


# ------------------------------------------------------------ encodings

def str_decode_ascii(rope):
    """The rope itself, or None if it is not ASCII."""
    assert rope.is_bytestring()
    if rope.is_ascii():
        return rope
    return None


def str_decode_latin1(rope):
    assert rope.is_bytestring()
    return rope


def str_decode_utf8(rope):
    """The characters that bytes in UTF-8 stand for; None if they are not valid."""
    if rope.is_ascii():
        return rope
    if isinstance(rope, BinaryConcatNode):
        left = str_decode_utf8(rope.left)
        if left is not None:
            right = str_decode_utf8(rope.right)
            if right is not None:
                return BinaryConcatNode(left, right)
    # A character may lie on both sides of a border between leaves.
    text = rope.flatten_string()
    try:
        result, consumed = str_decode_utf_8(text, len(text), 'strict', True)
    except UnicodeDecodeError:
        return None
    return rope_from_unicode(result)


def unicode_encode_ascii(rope):
    """The rope itself, or None if it is not ASCII."""
    if rope.is_ascii():
        return rope
    return None


def unicode_encode_latin1(rope):
    """The rope itself, or None if it has characters beyond 255."""
    if rope.is_bytestring():
        return rope
    return None


def unicode_encode_utf8(rope, allow_surrogates=False):
    """The bytes of the rope in UTF-8."""
    if rope.is_ascii():
        return rope
    if isinstance(rope, BinaryConcatNode):
        return BinaryConcatNode(
            unicode_encode_utf8(rope.left, allow_surrogates), unicode_encode_utf8(rope.right, allow_surrogates))
    text = rope.flatten_unicode()
    return LiteralStringNode(
        unicode_encode_utf_8(text, len(text), 'strict', allow_surrogates=allow_surrogates))
