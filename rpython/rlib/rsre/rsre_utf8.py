"""Matching in strings that are UTF-8. All positions are those of bytes."""
import sys

from rpython.rlib.rsre.rsre_context import MODE_FULL, Utf8MatchContext
from rpython.rlib.rsre.rsre_core import _adjust, match_context, search_context


def make_utf8_ctx(utf8string, bytestart, byteend):
    start, end = _adjust(bytestart, byteend, len(utf8string))
    return Utf8MatchContext(utf8string, start, end)


def utf8search(pattern, utf8string, bytestart=0, byteend=sys.maxint):
    """The context of the first match from `bytestart` on, or None."""
    ctx = make_utf8_ctx(utf8string, bytestart, byteend)
    if search_context(ctx, pattern):
        return ctx
    return None


def utf8match(pattern, utf8string, bytestart=0, byteend=sys.maxint, fullmatch=False):
    """The context of a match at `bytestart`, or None."""
    ctx = make_utf8_ctx(utf8string, bytestart, byteend)
    if fullmatch:
        ctx.match_mode = MODE_FULL
    if match_context(ctx, pattern):
        return ctx
    return None
