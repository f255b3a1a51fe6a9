# Modules about source texts, texts in memory and numbers of instructions, used while the program is imported
import dis
import gc
import imp
import io
import linecache
import opcode
import os
import StringIO
import tempfile
import token
import tokenize
import weakref

SOURCE = '''if x:
    # remark
    s = r"a\\"b" + \\
        u'c'

    t = """one
  two""" <> .5e3j
y = [1,
     0xFFL]
'''


class Holder(object):
    pass


def tokens():
    for kind, text, start, end, _ in tokenize.generate_tokens(StringIO.StringIO(SOURCE).readline):
        yield '%s %r %d,%d-%d,%d' % ((token.tok_name[kind], text) + start + end)
    for bad in ['(1,\n', 'x = """a\n', 'if x:\n    a\n  b\n']:
        try:
            list(tokenize.generate_tokens(StringIO.StringIO(bad).readline))
        except (tokenize.TokenError, IndentationError), e:
            yield '%s: %s' % (e.__class__.__name__, e.args[0])
    pairs = [item[:2] for item in tokenize.generate_tokens(StringIO.StringIO('a = b+1 # c\n').readline)]
    yield repr(tokenize.untokenize(tokenize.generate_tokens(StringIO.StringIO('a  = b+1 # c\n').readline)))
    yield repr(tokenize.untokenize(pairs))


def instructions():
    yield '%d %d %s' % (opcode.opmap['LOAD_CONST'], opcode.HAVE_ARGUMENT, opcode.opname[145])
    yield '%d %s %s' % (len(opcode.opmap), opcode.hasjrel, opcode.opname[6])
    yield repr(dis.findlabels('\x64\x00\x00\x6e\x04\x00\x01\x71\x02\x00\x6e\x01\x00'))
    yield repr(imp.get_magic())


def texts():
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'text')
    with io.open(path, 'w', encoding='utf-8') as f:
        f.write(u'one\u20ac\r\ntwo')
    with io.open(path, encoding='utf-8') as f:
        yield repr(f.readlines())
    with io.open(path, 'rb') as f:
        yield repr(f.read())
    yield '%r %r' % (linecache.getline(path, 2), linecache.getline(path, 3))
    os.unlink(path)
    linecache.checkcache(path)
    yield repr(linecache.getline(path, 1))
    os.rmdir(folder)
    memory = io.BytesIO()
    memory.write('abc\ndef')
    memory.seek(1)
    yield '%r %r %d' % (memory.readline(), memory.getvalue(), memory.tell())
    text = io.StringIO(u'x\n')
    text.read()
    text.write(u'y')
    yield repr(text.getvalue())
    try:
        text.write('bytes')
    except TypeError, e:
        yield str(e)


def references():
    kept, dropped = Holder(), Holder()
    kept.other = Holder()
    refs = [weakref.ref(o) for o in (kept, kept.other, dropped)]
    dropped = None
    gc.collect()
    yield str([ref() is not None for ref in refs])


LINES = list(tokens()) + list(instructions()) + list(texts()) + list(references())


def entry_point(argv):
    for line in LINES:
        print line
    return 0


def target(driver, args):
    return entry_point, None
