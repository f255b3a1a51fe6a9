"""Templates for replacing matches: escapes, and groups by number or name. For untranslated programs."""
import re

ESCAPES = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}
OCTAL = '01234567'
DIGITS = '0123456789'


def _group_text(match, group):
    if group > match.re.groups:
        raise re.error("invalid group reference")
    text = match.group(group)
    if text is None:
        raise re.error("unmatched group")
    return text


def _named_group(match, name):
    """The text of the group in \\g<name>."""
    if not name:
        raise re.error("missing group name")
    if name.isdigit():
        return _group_text(match, int(name))
    if not (name[0].isalpha() or name[0] == '_') or not name.replace('_', 'a').isalnum():
        raise re.error("bad character in group name")
    if name not in match.re.groupindex:
        raise IndexError("unknown group name")
    return _group_text(match, match.re.groupindex[name])


def _numbered(match, template, pos):
    """(text, position behind it) of an escape that begins with a digit."""
    three = template[pos:pos + 3]
    if template[pos] == '0':
        stop = pos + 1
        while stop < pos + 3 and template[stop:stop + 1] and template[stop] in OCTAL:
            stop += 1
        return chr(int(template[pos:stop], 8) & 0xff), stop
    if len(three) == 3 and three[0] in OCTAL and three[1] in OCTAL and three[2] in OCTAL:
        return chr(int(three, 8) & 0xff), pos + 3
    stop = pos + 1
    if template[stop:stop + 1] and template[stop] in DIGITS:
        stop += 1
    return _group_text(match, int(template[pos:stop])), stop


def expand(match, template):
    """A template with the groups of a match."""
    parts = []
    pos = 0
    while True:
        at = template.find('\\', pos)
        if at < 0 or at + 1 == len(template):
            if at >= 0:
                raise re.error("bogus escape (end of line)")
            parts.append(template[pos:])
            return template[:0].join(parts)
        parts.append(template[pos:at])
        c = template[at + 1]
        pos = at + 2
        if c == 'g':
            if template[pos:pos + 1] != '<':
                raise re.error("missing group name")
            end = template.find('>', pos)
            if end < 0:
                raise re.error("unterminated group name")
            parts.append(_named_group(match, template[pos + 1:end]))
            pos = end + 1
        elif c in DIGITS:
            text, pos = _numbered(match, template, at + 1)
            parts.append(text)
        else:
            parts.append(ESCAPES.get(c, '\\' + c))
