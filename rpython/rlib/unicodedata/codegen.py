"""Writing of modules with tables: each table becomes a function that gives the item with a number."""

WORDSIZE = 8


def get_size_unsignedness(data):
    """How many bytes the largest number of a list needs, and whether there are no negative ones."""
    unsigned = min(data) >= 0
    for size in [1, 2, 4, 8]:
        bits = 8 * size
        if unsigned:
            fits = max(data) < 1 << bits
        else:
            fits = min(data) >= -1 << (bits - 1) and max(data) < 1 << (bits - 1)
        if fits:
            return size, unsigned
    raise ValueError("a number needs more than 64 bits")


def getsize_unsigned(data):
    size, unsigned = get_size_unsignedness(data)
    assert unsigned
    return size


def get_char_list_offset(cl, allchars, index):
    """Where a list of characters stands in the list of all characters, which grows if it is new. `index` knows all parts of the
    lists that were added."""
    key = tuple(cl)
    if key not in index:
        offset = len(allchars)
        allchars.extend(cl)
        index[key] = offset
        for start in range(len(key)):
            for stop in range(start + 1, len(key) + 1):
                if stop - start < len(key):
                    index[key[start:stop]] = offset + start
    return index[key]


class CodeWriter(object):
    """Writes into a file, and counts how many characters the tables of each category take."""

    def __init__(self, outfile):
        self.outfile = outfile
        self.size_estimates = {}

    def write(self, s):
        self.outfile.write(s)

    def print_code(self, s, category='code'):
        self.size_estimates[category] = self.size_estimates.get(category, 0) + len(s)
        self.print_uncounted(s)

    def print_uncounted(self, s):
        self.write(s + '\n')

    def print_comment(self, s):
        self.print_uncounted(s)

    def print_stats(self):
        for category in sorted(self.size_estimates):
            self.print_comment('# %s: %d characters' % (category, self.size_estimates[category]))

    def print_listlike(self, name, lst, category=None):
        """A function that gives the item of a list; for other numbers KeyError."""
        category = category or name
        if not lst:
            self.print_code('def %s(index):\n    raise KeyError' % name, category)
            return
        size, unsigned = get_size_unsignedness(lst)
        item = '_%s[index]' % name
        if size > 1:
            table = repr([int(number) for number in lst])
        else:
            table = repr(''.join([chr(number & 255) for number in lst]))
            item = ('ord(%s)' if unsigned else 'signed_ord(%s)') % item
        self.print_code('_%s = %s' % (name, table), category)
        self.print_code('def %s(index):\n    if index < 0 or index >= %d:\n        raise KeyError\n    return %s' % (
            name, len(lst), item), category)

    def print_string(self, name, string, category=None):
        self.print_code('%s = %r' % (name, string), category or name)

    def print_dict(self, name, d, category=None, outfunc=repr):
        items = ['    %r: %s,' % (key, outfunc(d[key])) for key in sorted(d)]
        self.print_code('\n'.join(['%s = {' % name] + items + ['}']), category or name)

    def print_set(self, name, s, category=None):
        self.print_dict(name, dict.fromkeys(s), category)
