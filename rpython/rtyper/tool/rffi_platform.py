"""Facts about C headers, asked of the C compiler while the program is imported.

A class with `_compilation_info_` and entries is given to configure(), which compiles and runs one small program
that prints what the entries want to know.
"""
from __rpython__ import probe_c

from rpython.rlib.rarithmetic import intmask, r_uint, r_longlong, r_ulonglong
from rpython.rtyper.lltypesystem import lltype, rffi, llmemory
from rpython.translator.tool.cbuild import ExternalCompilationInfo, CompilationError

_answers = {}


def _options(eci):
    options = list(eci.compile_extra)
    options += ['-I' + str(path) for path in eci.include_dirs]
    options += [str(path) for path in eci.separate_module_files]
    options += ['-L' + str(path) for path in eci.library_dirs]
    options += list(eci.link_extra) + [str(path) for path in eci.link_files]
    options += ['-l' + name for name in eci.libraries]
    return options


def _header(eci):
    lines = ['#include <src/precommondefs.h>'] + list(eci.pre_include_bits)
    lines += ['#include <%s>' % (name,) for name in eci.includes]
    lines += list(eci.post_include_bits)
    lines += list(eci.separate_module_sources)
    return '\n'.join([str(line) for line in lines]) + '\n'


def _ask(source, eci, execute=True):
    key = (source, tuple(_options(eci)), execute)
    if key not in _answers:
        _answers[key] = probe_c(source, _options(eci), execute)
    return _answers[key]


_PRELUDE = '''
#include <stdio.h>
#include <stddef.h>
#include <string.h>
#define RPY_SHOW_INT(name, x) do { if ((x) <= 0) printf("%s: %lld\\n", name, (long long)(x)); \\
    else printf("%s: %llu\\n", name, (unsigned long long)(x)); } while (0)
'''


def _run(eci, body):
    """What a program with this body prints, as a dict."""
    source = _header(eci) + _PRELUDE + 'int main(void) {\n' + body + '\nreturn 0; }\n'
    ok, output = _ask(source, eci)
    if not ok:
        raise CompilationError('', output)
    answers = {}
    for line in output.splitlines():
        name, _, value = line.partition(': ')
        answers[name] = value
    return answers


def expose_value_as_rpython(value):
    """A number of C as an RPython one: an int if it fits, else the first wider type that it fits."""
    if intmask(value) == value:
        return intmask(value)
    if 0 <= value < 2 ** 64:
        return r_uint(value) if r_uint(value) == value else r_ulonglong(value)
    if -2 ** 63 <= value < 0:
        return r_longlong(value)
    raise OverflowError("value %d does not fit into any RPython integer type" % (value,))


def _guarded(macro, lines):
    if macro is None:
        return lines
    return ['#ifdef ' + macro] + lines + ['#endif']


def _number(text):
    return expose_value_as_rpython(int(text))


def _integer_type(size, signed):
    return rffi._BY_SIZE[signed, size * 8]


def _fits(TYPE, size, signed):
    actual, unsigned = rffi.size_and_sign(TYPE)
    return actual == size and (not isinstance(TYPE, lltype.Number) or unsigned == (not signed))


def fixup_ctype(fieldtype, fieldname, expected_size_and_sign):
    """The type itself if it has this size and sign, else an integer type that has."""
    size, unsigned = expected_size_and_sign
    if isinstance(fieldtype, lltype.ContainerType) or _fits(fieldtype, size, not unsigned):
        return fieldtype
    if isinstance(fieldtype, lltype.Number) and (not unsigned, size * 8) in rffi._BY_SIZE:
        return _integer_type(size, not unsigned)
    if fieldtype in (lltype.Float, lltype.SingleFloat):
        return {4: lltype.SingleFloat, 8: lltype.Float}[size]
    raise TypeError("conflict between translating a Python type and the C type of %r" % (fieldname,))


class CConfigEntry(object):
    """A question that the configuring program answers."""

    def lines(self, key):
        raise NotImplementedError

    def result(self, key, answers, eci):
        raise NotImplementedError


class CConfigSingleEntry(CConfigEntry):
    """A question that takes a compilation of its own."""

    def answer(self, eci):
        raise NotImplementedError


class Struct(CConfigEntry):
    """The layout of a struct; of its fields, only the named ones are visible."""

    def __init__(self, name, interesting_fields, ifdef=None, adtmeths={}):
        self.name = name
        self.interesting_fields = interesting_fields
        self.ifdef = ifdef
        self.adtmeths = adtmeths

    def lines(self, key):
        lines = ['{', '%s *p = 0; (void)p;' % (self.name,),
                 'RPY_SHOW_INT("%s.size", sizeof(%s));' % (key, self.name)]
        for fieldname, TYPE in self.interesting_fields:
            name = '%s.%s' % (key, fieldname)
            lines.append('RPY_SHOW_INT("%s.offset", offsetof(%s, %s));' % (name, self.name, fieldname))
            if not isinstance(TYPE, lltype.Array):
                lines.append('RPY_SHOW_INT("%s.size", sizeof(p->%s));' % (name, fieldname))
            if isinstance(TYPE, lltype.Number):
                lines += ['{ %s q; memset(&q, 0, sizeof(q)); q.%s = 0; q.%s = ~q.%s;' % (
                              self.name, fieldname, fieldname, fieldname),
                          'RPY_SHOW_INT("%s.unsigned", q.%s > 0); }' % (name, fieldname)]
        return _guarded(self.ifdef, lines + ['}'])

    def result(self, key, answers, eci):
        if key + '.size' not in answers:
            return None
        fields = []
        for fieldname, TYPE in self.interesting_fields:
            name = '%s.%s' % (key, fieldname)
            if isinstance(TYPE, CConfigEntry):
                TYPE = answers.resolve(TYPE)
            elif isinstance(TYPE, lltype.FixedSizeArray):
                # The header knows how many items there are.
                TYPE = lltype.FixedSizeArray(TYPE.OF, int(answers[name + '.size']) // rffi.sizeof(TYPE.OF))
            elif not isinstance(TYPE, (lltype.ContainerType, lltype.Ptr)):
                unsigned = answers.get(name + '.unsigned') == '1'
                TYPE = fixup_ctype(TYPE, fieldname, (int(answers[name + '.size']), unsigned))
            fields.append((int(answers[name + '.offset']), 'c_' + fieldname, TYPE))
        fields.sort(key=lambda field: field[0])
        hints = {'external': 'C', 'size': int(answers[key + '.size']),
                 'fieldoffsets': tuple([offset for offset, name, TYPE in fields]), 'eci': eci}
        if self.name.startswith('struct '):
            hints['c_name'] = self.name[len('struct '):]
        else:
            hints['c_name'] = self.name
            hints['typedef'] = True
        return lltype.Struct(hints['c_name'], hints=hints, adtmeths=self.adtmeths,
                             *[(name, TYPE) for offset, name, TYPE in fields])


class SimpleType(CConfigEntry):
    """The number type that a typedef stands for."""

    def __init__(self, name, ctype_hint=rffi.INT, ifdef=None):
        self.name = name
        self.ctype_hint = ctype_hint
        self.ifdef = ifdef

    def lines(self, key):
        lines = ['RPY_SHOW_INT("%s.size", sizeof(%s));' % (key, self.name)]
        if isinstance(self.ctype_hint, lltype.Number):
            lines += ['{ %s x = (%s)0; x = ~x; RPY_SHOW_INT("%s.unsigned", x > 0); }' % (self.name, self.name, key)]
        return _guarded(self.ifdef, lines)

    def result(self, key, answers, eci):
        if key + '.size' not in answers:
            return None
        return fixup_ctype(self.ctype_hint, self.name,
                           (int(answers[key + '.size']), answers.get(key + '.unsigned') == '1'))


class ConstantInteger(CConfigEntry):
    """An integer expression that must be there."""

    def __init__(self, name):
        self.name = name

    def lines(self, key):
        return ['RPY_SHOW_INT("%s", %s);' % (key, self.name)]

    def result(self, key, answers, eci):
        return _number(answers[key])


class IntegerFunctionResult(ConstantInteger):
    def __init__(self, name, args=None):
        ConstantInteger.__init__(self, '%s(%s)' % (name, ', '.join([str(arg) for arg in args or []])))


class SizeOf(ConstantInteger):
    def __init__(self, name):
        ConstantInteger.__init__(self, 'sizeof(%s)' % (name,))


class DefinedConstantInteger(CConfigEntry):
    """The value of a macro, or None."""

    def __init__(self, macro):
        self.name = self.macro = macro

    def lines(self, key):
        return _guarded(self.macro, ['RPY_SHOW_INT("%s", %s);' % (key, self.macro)])

    def result(self, key, answers, eci):
        if key in answers:
            return _number(answers[key])
        return None


class DefinedConstantDouble(CConfigEntry):
    def __init__(self, macro):
        self.name = self.macro = macro

    def lines(self, key):
        return _guarded(self.macro, ['printf("%s: %%.17g\\n", (double)(%s));' % (key, self.macro)])

    def result(self, key, answers, eci):
        if key in answers:
            return float(answers[key])
        return None


class DefinedConstantString(CConfigEntry):
    def __init__(self, macro, name=None):
        self.macro = macro
        self.name = name or macro

    def lines(self, key):
        return _guarded(self.macro, [
            '{ const char *s = %s; printf("%s: ");' % (self.name, key),
            'while (*s) printf("%02x", (unsigned char)*s++);', 'printf("\\n"); }'])

    def result(self, key, answers, eci):
        if key in answers:
            return answers[key].decode('hex')
        return None


class Defined(CConfigEntry):
    """Whether a macro is defined."""

    def __init__(self, macro):
        self.name = self.macro = macro

    def lines(self, key):
        return _guarded(self.macro, ['printf("%s: 1\\n");' % (key,)])

    def result(self, key, answers, eci):
        return key in answers


class Has(CConfigSingleEntry):
    """Whether an expression compiles and links."""

    def __init__(self, name):
        self.name = name

    def answer(self, eci):
        source = _header(eci) + 'int main(void) { (void)%s; return 0; }\n' % (self.name,)
        return _ask(source, eci, False)[0]


class Works(CConfigSingleEntry):
    """Whether anything compiles at all with these settings."""

    def answer(self, eci):
        return _ask(_header(eci) + 'int main(void) { return 0; }\n', eci, False)[0]


class _Answers(dict):
    """What the program printed, and the results of the entries that are asked for so far."""

    def __init__(self, printed, keys, eci):
        dict.__init__(self, printed)
        self.keys_of_entries = keys
        self.eci = eci
        self.results = {}

    def resolve(self, entry):
        """The result of an entry, which another one may refer to: the same each time."""
        if entry not in self.results:
            if isinstance(entry, CConfigSingleEntry):
                self.results[entry] = entry.answer(self.eci)
            else:
                self.results[entry] = entry.result(self.keys_of_entries[entry], self, self.eci)
        return self.results[entry]


def _with_nested(entries):
    """The entries, and those that structs among them name as types of fields."""
    result = []
    todo = list(entries)
    while todo:
        entry = todo.pop(0)
        if entry not in result:
            result.append(entry)
            if isinstance(entry, Struct):
                todo += [TYPE for name, TYPE in entry.interesting_fields if isinstance(TYPE, CConfigEntry)]
    return result


def configure_entries(entries, eci, ignore_errors=False):
    """Results of a list of entries, in order."""
    body = []
    keys = {}
    for i, entry in enumerate(_with_nested(entries)):
        keys[entry] = 'e%d' % i
        if not isinstance(entry, CConfigSingleEntry):
            body += entry.lines(keys[entry])
    printed = _run(eci, '\n'.join(body)) if body else {}
    answers = _Answers(printed, keys, eci)
    return [answers.resolve(entry) for entry in entries]


def configure(CConfig, ignore_errors=False):
    """A dict with the result of each entry of the class."""
    names = [name for name in sorted(dir(CConfig)) if isinstance(getattr(CConfig, name), CConfigEntry)]
    results = configure_entries([getattr(CConfig, name) for name in names], CConfig._compilation_info_, ignore_errors)
    return dict(zip(names, results))


def _configure_one(entry, c_header_source='', include_dirs=None, libraries=None):
    eci = eci_from_header(c_header_source, include_dirs, libraries)
    return configure_entries([entry], eci)[0]


def eci_from_header(c_header_source, include_dirs=None, libraries=None):
    return ExternalCompilationInfo(post_include_bits=[c_header_source], include_dirs=include_dirs or [],
                                   libraries=libraries or [])


def getstruct(name, c_header_source, interesting_fields):
    return _configure_one(Struct(name, interesting_fields), c_header_source)


def getsimpletype(name, c_header_source, ctype_hint=rffi.INT):
    return _configure_one(SimpleType(name, ctype_hint), c_header_source)


def getconstantinteger(name, c_header_source):
    return _configure_one(ConstantInteger(name), c_header_source)


def getdefined(macro, c_header_source):
    return _configure_one(Defined(macro), c_header_source)


def getdefineddouble(macro, c_header_source):
    return _configure_one(DefinedConstantDouble(macro), c_header_source)


def getdefinedinteger(macro, c_header_source):
    return _configure_one(DefinedConstantInteger(macro), c_header_source)


def getdefinedstring(macro, c_header_source):
    return _configure_one(DefinedConstantString(macro), c_header_source)


def getintegerfunctionresult(function, args=None, c_header_source='', includes=[]):
    eci = ExternalCompilationInfo(includes=includes, post_include_bits=[c_header_source])
    return configure_entries([IntegerFunctionResult(function, args)], eci)[0]


def has(name, c_header_source, include_dirs=None, libraries=None):
    return _configure_one(Has(name), c_header_source, include_dirs, libraries)


def verify_eci(eci):
    """Raises CompilationError if nothing compiles with these settings."""
    ok, output = _ask(_header(eci) + 'int main(void) { return 0; }\n', eci, False)
    if not ok:
        raise CompilationError('', output)


def checkcompiles(expression, c_header_source, include_dirs=None):
    return has(expression, c_header_source, include_dirs)


def sizeof(name, eci, **kwds):
    return configure_entries([SizeOf(name)], eci)[0]


def memory_alignment():
    """The alignment that the C library's malloc guarantees and structs may need."""
    return 8


def check_eci(eci):
    """Whether anything compiles with these settings."""
    try:
        verify_eci(eci)
    except CompilationError:
        return False
    return True


def configure_external_library(name, eci, configurations, symbol=None, _cache={}):
    """The settings of the first of several guesses under which the library is found."""
    if isinstance(name, str) and name in _cache:
        return _cache[name]
    for configuration in configurations or [{}]:
        candidate = eci.merge(ExternalCompilationInfo(libraries=configuration.get('libraries', [name])))
        if Works().answer(candidate) and (symbol is None or Has(symbol).answer(candidate)):
            _cache[name] = candidate
            return candidate
    raise ImportError("Library %s is not installed" % (name,))
