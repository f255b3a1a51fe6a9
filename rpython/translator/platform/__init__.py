"""What lies below the library of the translated program, and the C compiler of the machine that translates.

`name` is 'posix' where there is a C library, and 'wasi' where there is nothing but WASI preview 1.
"""
import os

from __rpython__ import headers_folder, run_command
from _rpython_target import platform as name
from rpython.translator.tool.cbuild import CompilationError


class ExecutionResult(object):
    """How a program ended, and what it printed."""

    def __init__(self, returncode, out, err):
        self.returncode = returncode
        self.out = out
        self.err = err

    def __repr__(self):
        return "<ExecutionResult retcode=%d>" % (self.returncode,)


class Platform(object):
    """The C compiler, for programs that have it run while they are imported."""
    name = 'linux'
    so_ext = 'so'
    exe_ext = ''
    make_cmd = 'make'
    extra_libs = ('-lrt',)
    cflags = ('-O3', '-pthread', '-fomit-frame-pointer')

    def __init__(self, cc=None):
        self.cc = cc or os.environ.get('CC') or 'gcc'

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.cc == other.cc

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.cc)

    def compile(self, cfiles, eci, outputfilename=None, standalone=True):
        """An executable (or a shared library) made of C files; CompilationError if they do not compile."""
        eci = eci.convert_sources_to_files()
        sources = [str(path) for path in cfiles]
        sources += [str(path) for path in eci.separate_module_files if str(path) not in sources]
        target = self._target(sources[0], outputfilename, standalone)
        words = self.cc.split() + ['-O2', '-fPIC', '-w', '-o', target]
        if not standalone:
            words.append('-shared')
        words += ['-I' + str(path) for path in eci.include_dirs] + ['-I' + headers_folder()] + list(eci.compile_extra) + sources
        words += ['-L' + str(path) for path in eci.library_dirs] + list(eci.link_extra)
        words += [str(path) for path in eci.link_files]
        words += [library if '/' in library else '-l' + library for library in eci.libraries]
        status, out, err = run_command(words)
        if status != 0:
            raise CompilationError(out, err)
        from rpython.tool.udir import Path
        return Path(target)

    def _target(self, source, outputfilename, standalone):
        if outputfilename is not None and '/' in str(outputfilename):
            target = str(outputfilename)
        else:
            stem = str(outputfilename or os.path.splitext(os.path.basename(source))[0])
            target = os.path.join(os.path.dirname(source), stem)
        return target if standalone else target + '.' + self.so_ext

    def execute(self, executable, args=[], env=None, compilation_info=None):
        """Runs a program; an ExecutionResult."""
        words = [str(executable)] + [str(arg) for arg in ([args] if isinstance(args, str) else args)]
        if env is not None:
            words = ['env', '-i'] + ['%s=%s' % item for item in sorted(env.items())] + words
        status, out, err = run_command(words)
        return ExecutionResult(status, out, err)

    def check___thread(self):
        return True


# Makes the platform for a C compiler.
host_factory = Platform
host = platform = host_factory()


def pick_platform(new_platform, cc):
    return Platform(cc)


def set_platform(new_platform, cc):
    """Another C compiler."""
    global platform
    platform = Platform(cc)


def is_host_build():
    return True
