# Modules of the standard library that programs use while they are imported: digests, temporary files, processes.
import hashlib
import json
import os
import subprocess
import sys
import tempfile


def lines():
    yield hashlib.md5('abc').hexdigest()
    sha = hashlib.sha1()
    sha.update('ab')
    sha.update(u'c')
    yield sha.hexdigest()
    yield hashlib.new('sha256', 'abc').hexdigest()[:16]
    yield '%d %d' % (hashlib.sha512().digest_size, sha.copy().block_size)
    folder = tempfile.mkdtemp()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False, mode='w') as f:
        f.write('kept')
    with open(f.name) as again:
        yield again.read()
    os.unlink(f.name)
    gone = tempfile.NamedTemporaryFile(dir=folder)
    gone.close()
    yield str(os.listdir(folder))
    os.rmdir(folder)
    yield subprocess.check_output(['echo', 'a', 'b c']).strip()
    process = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process.communicate('through a pipe')[0]
    both = subprocess.Popen('echo out; echo err >&2; exit 3', shell=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)
    yield '%s %d' % (both.communicate()[0].split(), both.returncode)
    try:
        subprocess.check_call(['sh', '-c', 'exit 4'])
    except subprocess.CalledProcessError, e:
        yield str(e.returncode)
    try:
        subprocess.call(['a-program-that-is-not-there'])
    except OSError, e:
        yield e.strerror
    yield subprocess.check_output(['sh', '-c', 'echo $WORD; pwd'], env={'WORD': 'said'}, cwd='/').split()[1]
    yield json.dumps({'a': [1, None, u'\xe9']}, sort_keys=True)


text = '\n'.join(list(lines()))


def entry_point(argv):
    print text
    return 0


def target(driver, args):
    return entry_point, None
