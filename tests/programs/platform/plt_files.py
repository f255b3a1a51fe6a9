# files and folders: the current folder, links, descriptors that stand for the same file, errors
# skip: untranslated (prints bools)
import os


def failing(what, errno):
    print what, 'fails with', errno


def write(path, text, flags):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0666)
    done = os.write(fd, text)
    os.close(fd)
    return done


def read(path):
    fd = os.open(path, os.O_RDONLY, 0)
    text = os.read(fd, 1000)
    os.close(fd)
    return text


def try_open(path, flags):
    try:
        fd = os.open(path, flags, 0666)
        os.close(fd)
        print path, 'opens'
    except OSError as e:
        failing('open ' + path, e.errno)


def try_list(path):
    try:
        names = os.listdir(path)
        for i in range(len(names)):
            for k in range(i):
                if names[i] < names[k]:
                    names[i], names[k] = names[k], names[i]
        print path, ' '.join(names)
    except OSError as e:
        failing('list ' + path, e.errno)


def try_mkdir(path):
    try:
        os.mkdir(path, 0777)
    except OSError as e:
        failing('mkdir ' + path, e.errno)


def try_remove(path, folder):
    try:
        if folder:
            os.rmdir(path)
        else:
            os.unlink(path)
    except OSError as e:
        failing('remove ' + path, e.errno)


def try_rename(old, new):
    try:
        os.rename(old, new)
    except OSError as e:
        failing('rename ' + old, e.errno)


def try_chdir(path):
    try:
        os.chdir(path)
    except OSError as e:
        failing('chdir ' + path, e.errno)


def folders(start):
    try_mkdir('one')
    try_mkdir('one')
    try_mkdir('one/two')
    try_mkdir('no/two')
    try_chdir('one/two')
    print os.getcwd()[len(start):]
    print write('file', 'text in two', 0)
    try_chdir('..')
    print os.getcwd()[len(start):], read('two/file'), read('./two/../two//file')
    try_chdir('two/file')
    try_chdir('nowhere')
    try_chdir(start)
    try_list('one')
    try_list('one/two/file')
    try_list('nowhere')
    try_remove('one', True)
    try_remove('one/two/file', True)
    try_remove('one/two', False)
    try_remove('nowhere', False)
    try_rename('one/two/file', 'moved')
    try_rename('nowhere', 'moved')
    try_list('.')
    try_remove('one/two', True)
    try_remove('one', True)


def flags():
    print write('a', 'first', os.O_EXCL)
    try_open('a', os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    print write('a', '+more', os.O_APPEND), read('a')
    print write('a', 'new', 0), read('a')
    print write('a', 'short', os.O_TRUNC), read('a')
    try_open('nowhere', os.O_RDONLY)
    try_open('a/b', os.O_RDONLY)
    try_open('.', os.O_RDONLY)
    try_open('.', os.O_WRONLY)
    try_open('/dev/null', os.O_RDWR)


def descriptors():
    fd = os.open('b', os.O_RDWR | os.O_CREAT, 0666)
    other = os.dup(fd)
    print other != fd, os.write(fd, 'hello world'), os.lseek(other, 0, 1), os.lseek(other, 6, 0), os.read(fd, 100)
    os.ftruncate(fd, 5)
    print os.fstat(other).st_size, os.lseek(fd, -2, 2), os.read(other, 10)
    os.close(fd)
    print os.write(other, '!'), os.isatty(other)
    os.dup2(other, 20)
    os.close(other)
    print os.lseek(20, 0, 0), os.read(20, 100)
    try:
        os.lseek(20, -1, 0)
    except OSError as e:
        failing('lseek', e.errno)
    os.close(20)
    for wrong in [20, -1]:
        try:
            os.close(wrong)
        except OSError as e:
            failing('close', e.errno)
    fd = os.open('b', os.O_RDONLY, 0)
    try:
        os.write(fd, 'x')
    except OSError as e:
        failing('write', e.errno)
    os.close(fd)


def links():
    os.symlink('b', 'link')
    os.link('b', 'hard')
    print os.readlink('link'), read('link'), read('hard'), os.stat('hard').st_nlink
    print os.lstat('link').st_mode >> 12, os.stat('link').st_mode >> 12, os.lstat('b').st_mode >> 12
    try:
        os.readlink('b')
    except OSError as e:
        failing('readlink', e.errno)
    os.unlink('b')
    try_open('link', os.O_RDONLY)
    print read('hard'), os.access('hard', os.R_OK), os.access('link', os.F_OK), os.access('.', os.X_OK)
    for name in ['link', 'hard', 'a', 'moved']:
        try_remove(name, False)
    try_list('.')


def entry_point(argv):
    start = os.getcwd()
    folders(start)
    flags()
    descriptors()
    links()
    print len(os.urandom(70000)) == 70000, os.urandom(16) != os.urandom(16)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    entry_point([])
