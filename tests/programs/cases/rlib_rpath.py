# Paths: normal forms, absolute ones, joining, splitting, for both kinds of systems.
# skip: wasm (folders are made and left)
# skip: js (folders are made and left)
import os
from rpython.rlib import rpath
from _cases import entry_point_of


def case_normal_form():
    for path in ['', '.', '/', '//', '///', '////x', 'a/b', 'a//b/', './a/./b', 'a/../b', '../a', '../../a/..', '/..', '/../a',
                 '//a/../..', 'a/b/../../..', '...', 'a/.../b', '/a/b/c/../../d/./']:
        print '%s=%s' % (path, rpath._posix_rnormpath(path)),
    print


def case_normal_form_nt():
    for path in ['', '.', '..', '/', 'c:', 'c:/', 'c:x/../..', 'a/b', 'a\\.\\b', 'a/../../b', '/../a', 'd:\\..\\a', 'c:////a//b/',
                 '\\\\.\\NUL', '\\\\?\\c:/a/../b', '//host/share/../x', 'A/./B/..', 'x:../y/../..']:
        print '%s=%s' % (path, rpath._nt_rnormpath(path)),
    print


def case_is_absolute():
    for path in ['', '/', '/a', 'a', './a', '\\a', 'c:\\a', 'c:a', 'c:/a']:
        print int(rpath._posix_risabs(path)), int(rpath._nt_risabs(path)), '/',
    print int(rpath.risabs('/x')), int(rpath.risabs('x'))


def case_absolute_stays():
    for path in ['/', '/a/b', '/a/../b', '/a/./b//c/', '/..']:
        print rpath._posix_rabspath(path), rpath.rabspath(path),
    print


def case_relative_becomes_absolute():
    here = os.getcwd()
    path = rpath.rabspath('some/../name')
    assert path.startswith(here)
    print path[len(here):], int(rpath.rabspath('.') == here), int(rpath.rabspath('') == here)


def case_folder_that_is_gone():
    here = os.getcwd()
    os.mkdir('gone')
    os.chdir('gone')
    os.rmdir(here + '/gone')
    print rpath.rabspath('.'), rpath.rabspath('a/b')
    os.chdir(here)


def case_is_folder():
    os.mkdir('folder')
    fd = os.open('folder/file', os.O_CREAT | os.O_WRONLY, 0666)
    os.close(fd)
    for path in ['folder', 'folder/', 'folder/file', 'folder/nothing', '.', '', '/']:
        print int(rpath.risdir(path)),
    print
    os.unlink('folder/file')
    os.rmdir('folder')


def case_exists():
    fd = os.open('here', os.O_CREAT | os.O_WRONLY, 0666)
    os.close(fd)
    print int(os.path.exists('here')), int(os.path.exists('not here')), int(os.path.exists('.'))
    os.unlink('here')


def case_join():
    print rpath.rjoin('a', 'b'), rpath.rjoin('a/', 'b'), rpath.rjoin('', 'b'), rpath.rjoin('a', ''), rpath.rjoin('a', '/b')
    print rpath._posix_rjoin('a/b', '../c'), rpath._posix_rjoin('/', 'x')


def case_join_nt():
    for a, b in [('a', 'b'), ('a\\', 'b'), ('a/', 'b'), ('c:', 'b'), ('c:', '\\b'), ('c:\\a', 'd:\\b'), ('c:a', 'C:b'), ('a', '/b'),
                 ('', 'b'), ('\\\\h\\s', 'b'), ('c:\\', '')]:
        print rpath._nt_rjoin(a, b),
    print


def case_split_drive():
    for path in ['c:\\a', 'c:', 'c:a/b', '\\a', 'a:b:c', '', '//', '\\\\host\\share', '///a/b', '//a//b']:
        drive, rest = rpath._nt_rsplitdrive(path)
        print '[%s][%s]' % (drive, rest),
    print


def case_os_path():
    for path in ['/a/b.txt', 'x', 'a/', '.rc', 'dir.d/file', '', '/', '//a', 'a.b.c']:
        head, tail = os.path.split(path)
        root, extension = os.path.splitext(path)
        print '%s|%s|%s|%s' % (head, tail, root, extension), os.path.basename(path), os.path.dirname(path), '/',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
