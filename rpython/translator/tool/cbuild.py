"""What compiling and linking need to know about external C code."""
from __rpython__ import run_command


class CompilationError(Exception):
    """The C compiler or linker failed."""

    def __init__(self, out, err):
        self.out = out.replace('\r\n', '\n')
        self.err = err.replace('\r\n', '\n')

    def __repr__(self):
        if self.err:
            return "<%s err=%s>" % (self.__class__.__name__, self.err)
        return "<%s out=%s>" % (self.__class__.__name__, self.out)

    __str__ = __repr__


class ExternalCompilationInfo(object):
    """Headers, sources, libraries and options that a piece of external code comes with.

    Two with the same content are equal. `post_include_bits` go into every C file, after the includes;
    `separate_module_sources` become C files of their own.
    """

    _ATTRIBUTES = ['pre_include_bits', 'includes', 'include_dirs', 'post_include_bits', 'libraries',
                   'library_dirs', 'separate_module_sources', 'separate_module_files',
                   'compile_extra', 'link_extra', 'frameworks', 'link_files', 'testonly_libraries']
    _MERGED_ONCE = frozenset(_ATTRIBUTES) - frozenset(['compile_extra', 'link_extra'])

    def __init__(self, pre_include_bits=[], includes=[], include_dirs=[], post_include_bits=[], libraries=[],
                 library_dirs=[], separate_module_sources=[], separate_module_files=[], compile_extra=[],
                 link_extra=[], frameworks=[], link_files=[], testonly_libraries=[], use_cpp_linker=False,
                 platform=None):
        given = locals()
        for name in self._ATTRIBUTES:
            value = given[name]
            assert isinstance(value, (list, tuple)), "%s must be a list or tuple" % (name,)
            setattr(self, name, tuple(value))
        self.use_cpp_linker = use_cpp_linker
        self.platform = platform

    def _value(self):
        return tuple([getattr(self, name) for name in self._ATTRIBUTES] + [self.use_cpp_linker, self.platform])

    def __hash__(self):
        return hash(self._value())

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self._value() == other._value()

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        given = ['%s=%r' % (name, getattr(self, name)) for name in self._ATTRIBUTES if getattr(self, name)]
        return '<ExternalCompilationInfo (%s)>' % ', '.join(given)

    def merge(self, *others):
        """One with the content of all; repetitions are dropped, except of options."""
        merged = {}
        for name in self._ATTRIBUTES:
            values = []
            seen = set()
            for info in (self,) + others:
                for value in getattr(info, name):
                    if name not in self._MERGED_ONCE:
                        if info is self or value not in values:
                            values.append(value)
                    elif value not in seen:
                        seen.add(value)
                        values.append(value)
            merged[name] = values
        merged['use_cpp_linker'] = self.use_cpp_linker or any([o.use_cpp_linker for o in others])
        platforms = [info.platform for info in (self,) + others if info.platform is not None]
        if platforms:
            merged['platform'] = platforms[0]
        return ExternalCompilationInfo(**merged)

    def copy_without(self, *names):
        kept = dict([(name, getattr(self, name)) for name in self._ATTRIBUTES if name not in names])
        if 'use_cpp_linker' not in names:
            kept['use_cpp_linker'] = self.use_cpp_linker
        return ExternalCompilationInfo(**kept)

    def c_header(self):
        """What stands at the top of C files that use this."""
        lines = list(self.pre_include_bits)
        lines += ['#include <%s>' % (name,) for name in self.includes]
        lines += list(self.post_include_bits)
        return '\n'.join([str(line) for line in lines]) + '\n'

    def write_c_header(self, fileobj):
        fileobj.write(self.c_header())

    def convert_sources_to_files(self, being_main=False):
        """The same with the sources as files in a folder for intermediate files."""
        if not self.separate_module_sources:
            return self
        from rpython.tool.udir import udir
        files = []
        for source in self.separate_module_sources:
            path = udir.new_file('module', '.c')
            f = open(path, 'w')
            f.write('#include "src/precommondefs.h"\n' + self.c_header() + str(source) + '\n')
            f.close()
            files.append(path)
        return self.copy_without('separate_module_sources')._with_files(files)

    def _with_files(self, files):
        return self.merge(ExternalCompilationInfo(separate_module_files=files))

    def get_module_files(self):
        converted = self.convert_sources_to_files()
        return list(converted.separate_module_files), converted.copy_without('separate_module_files')

    def compile_shared_lib(self, outputfilename=None, ignore_a_files=False, debug_mode=True, defines=[]):
        """The same with the sources compiled to a shared library, which is among the libraries."""
        from rpython.translator.platform import platform
        converted = self.convert_sources_to_files()
        if not converted.separate_module_files:
            return converted
        files, rest = converted.get_module_files()
        library = platform.compile(files, rest, outputfilename, standalone=False)
        return rest.merge(ExternalCompilationInfo(libraries=[str(library)]))

    @classmethod
    def from_linker_flags(cls, flags):
        """From `-Ldir -lname ...` as `pkg-config --libs` prints them."""
        rest, options = [], {'library_dirs': [], 'libraries': []}
        for flag in flags.split():
            if flag.startswith('-L'):
                options['library_dirs'].append(flag[2:])
            elif flag.startswith('-l'):
                options['libraries'].append(flag[2:])
            else:
                rest.append(flag)
        return cls(link_extra=rest, **options)

    @classmethod
    def from_compiler_flags(cls, flags):
        """From `-Idir -Dname ...` as `pkg-config --cflags` prints them."""
        before, dirs, rest = [], [], []
        for flag in flags.split():
            if flag.startswith('-I'):
                dirs.append(flag[2:])
            elif flag.startswith('-D'):
                name, _, value = flag[2:].partition('=')
                before.append('#define %s %s' % (name, value or '1'))
            else:
                rest.append(flag)
        return cls(pre_include_bits=before, include_dirs=dirs, compile_extra=rest)

    @classmethod
    def from_config_tool(cls, execonfigtool):
        """From what `NAME-config --cflags` and `--libs` print; ImportError if there is no such command."""
        return cls._from_command([execonfigtool])

    @classmethod
    def from_pkg_config(cls, pkgname):
        """From what pkg-config says; ImportError if it does not know the library."""
        return cls._from_command(['pkg-config', pkgname])

    @classmethod
    def from_missing_config(cls, *args):
        raise ImportError("the settings of %r are not known" % (args,))

    @classmethod
    def _from_command(cls, words):
        flags = []
        for option in ['--cflags', '--libs']:
            try:
                status, out, err = run_command(words + [option])
            except OSError:
                raise ImportError("cannot execute %r: install it, or give include_dirs and libraries" % (words[0],))
            if status != 0:
                raise ImportError("%s failed: %s" % (' '.join(words + [option]), err.strip()))
            flags.append(out)
        return cls.from_compiler_flags(flags[0]).merge(cls.from_linker_flags(flags[1]))
