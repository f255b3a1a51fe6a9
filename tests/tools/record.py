"""Obtain the expected output of test programs from the reference toolchain.

    python2.7 record.py --reference DIR [--check] [--write] [--mark] [--size N] PATH...

DIR holds the reference's `rpython` package. Every program is first taken through annotation and
typing on its own, so that a bad one is named; the good ones are then translated together, at most
N to an executable that picks one by its first argument. `--check` stops before that. `--write`
writes the `.out` files; without it they are compared. `--mark` adds the `skip: untranslated` line
to the header of programs for which Python 2.7 prints something else.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

import corpus

TIMEOUT = 60


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--reference', required=True)
    parser.add_argument('--check', action='store_true')
    parser.add_argument('--write', action='store_true')
    parser.add_argument('--mark', action='store_true')
    parser.add_argument('--new', action='store_true', help='only programs without .out')
    parser.add_argument('--size', type=int, default=80)
    parser.add_argument('--keep', help='existing directory in which the executables stay')
    parser.add_argument('paths', nargs='+')
    options = parser.parse_args()
    reference = os.path.abspath(options.reference)
    sys.path.insert(0, reference)
    programs = corpus.find(options.paths)
    check_names(programs)
    programs = [corpus.Program(path) for path in programs]
    if options.new:
        programs = [p for p in programs if p.expected() is None]
    bad = record_mended([p for p in programs if 'mends' in p.directives], reference, options)
    programs = [p for p in programs if 'reference' not in p.skips]
    good, rejected = check_each(programs)
    bad += rejected
    if not options.check:
        for words in sorted(set(features(p) for p in good)):
            alike = [p for p in good if features(p) == words]
            for start in range(0, len(alike), options.size):
                bad += record_batch(alike[start:start + options.size], reference, options, words)
    print '%d programs, %d failures' % (len(programs), len(bad))
    for name, why in bad:
        print '  %s: %s' % (name, why)
    sys.exit(1 if bad else 0)


def features(program):
    """The options in a program's header without which the reference would not translate it."""
    words = program.directives.get('options', '').split()
    return tuple(word for word in ('--thread', '--continuation') if word in words)


def check_names(paths):
    seen = {}
    for path in paths:
        name = os.path.basename(path)
        if name in seen:
            raise SystemExit('two programs are called %s: %s and %s' % (name, seen[name], path))
        seen[name] = path


# ---- programs whose outcome under the reference is a defect: what Python prints ----

def record_mended(programs, reference, options):
    bad = []
    scratch = tempfile.mkdtemp(prefix='record-')
    try:
        for program in programs:
            out, err, status = run_untranslated(program, reference, scratch)
            if status != program.status:
                bad.append((program.name, 'untranslated: status %d: %r' % (status, err[-300:])))
            elif options.write:
                with open(program.beside('.out'), 'wb') as f:
                    f.write(out)
            elif out != program.expected():
                bad.append((program.name, 'untranslated: prints something else'))
    finally:
        shutil.rmtree(scratch)
    return bad


# ---- one by one: annotation and typing ----

def check_each(programs):
    from rpython.translator.driver import TranslationDriver
    from rpython.translator.goal import translate
    from rpython.config.translationoption import get_combined_translation_config
    import rpython.rtyper.rtyper
    good, bad = [], []
    for program in programs:
        why = in_child(lambda: check_one(program))
        if why is None:
            good.append(program)
        else:
            print 'REJECTED %s\n%s' % (program.name, why)
            sys.stdout.flush()
            bad.append((program.name, why.strip().split('\n')[-1]))
    return good, bad


def check_one(program):
    from rpython.translator.driver import TranslationDriver
    from rpython.config.translationoption import get_combined_translation_config
    sys.path.insert(0, program.dir)
    module = __import__(program.name)
    config = get_combined_translation_config(overrides={'translation.type_system': 'lltype'},
                                             translating=True)
    for word in features(program):
        setattr(config.translation, word[2:], True)
    driver = TranslationDriver.from_targetspec(module.__dict__, config=config, args=[])
    driver.proceed(['rtype_lltype'])


def in_child(action):
    """Run `action` in a forked process: None if it ends well, else the end of what it printed."""
    output = tempfile.TemporaryFile()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            action()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    status = os.waitpid(pid, 0)[1]
    if status == 0:
        return None
    output.seek(0)
    return '\n'.join(output.read().rstrip().split('\n')[-14:])


# ---- all together: translation and runs ----

def record_batch(programs, reference, options, words):
    scratch = tempfile.mkdtemp(prefix='record-', dir=options.keep)
    try:
        executable = translate_batch(programs, reference, scratch, words)
        if executable is None:
            return [(p.name, 'the batch does not translate') for p in programs]
        bad = []
        for program in programs:
            bad += [(program.name, why) for why in
                    record_program(program, executable, reference, scratch, options)]
        return bad
    finally:
        if options.keep is None:
            shutil.rmtree(scratch)


def translate_batch(programs, reference, scratch, words):
    target = os.path.join(scratch, 'batch_target.py')
    with open(target, 'w') as f:
        f.write(batch_source(programs))
    executable = os.path.join(scratch, 'batch')
    environment = dict(os.environ, TMPDIR=scratch, PYPY_USESSION_DIR=scratch)
    log = open(os.path.join(scratch, 'log'), 'w+')
    status = subprocess.call(
        ['nice', sys.executable, os.path.join(reference, 'rpython', 'bin', 'rpython'), '--batch',
         '-O2', '--output=' + executable] + list(words) + [target],
        stdout=log, stderr=subprocess.STDOUT, cwd=scratch, env=environment)
    if status != 0:
        log.seek(0)
        print log.read()[-3000:]
        return None
    return executable


def batch_source(programs):
    lines = ['import os', 'import sys']
    lines += ['sys.path.insert(0, %r)' % d for d in sorted(set(p.dir for p in programs))]
    lines += ['import %s' % p.name for p in programs]
    lines += ['def entry_point(argv):',
              '    name = argv[1]',
              # The reference's collector reads a file late; without a general use of os.read
              # before, programs that use `readline()` do not translate.
              '    if name == "": return len(os.read(len(argv), len(argv) * 7))',
              '    rest = [argv[0]] + argv[2:]']
    for p in programs:
        lines += ['    if name == %r: return %s.entry_point(rest)' % (p.name, p.name)]
    lines += ['    return 99',
              'def target(driver, args): return entry_point, None', '']
    return '\n'.join(lines)


def record_program(program, executable, reference, scratch, options):
    bad = []
    out, err, status = run([executable, program.name], program, scratch, {})
    if status != program.status:
        bad.append('status %d instead of %d; stderr %r' % (status, program.status, err[-200:]))
        return bad
    for line in program.errors:
        if line.encode('utf-8') not in err:
            bad.append('stderr lacks %r: %r' % (line, err[-300:]))
    if options.write and not bad:
        with open(program.beside('.out'), 'wb') as f:
            f.write(out)
    elif out != program.expected():
        bad.append('prints something else')
    bad += compare_untranslated(program, out, reference, scratch, options)
    return bad


def compare_untranslated(program, out, reference, scratch, options):
    if 'untranslated' in program.skips:
        return []
    plain, err, status = run_untranslated(program, reference, scratch)
    if (plain, status) == (out, program.status):
        return []
    if options.mark:
        add_skip(program)
        return []
    return ['untranslated: status %d, %r' % (status, (plain[-200:], err[-200:]))]


def run_untranslated(program, reference, scratch):
    code = ('import sys; sys.path[:0] = [%r, %r]; import %s as m;'
            'sys.exit(m.entry_point(["x"] + sys.argv[1:]))' % (program.dir, reference, program.name))
    return run([sys.executable, '-c', code], program, scratch, {'PYTHONDONTWRITEBYTECODE': '1'})


def add_skip(program):
    with open(program.path) as f:
        text = f.read()
    first, newline, rest = text.partition('\n')
    with open(program.path, 'w') as f:
        f.write(first + '\n# skip: untranslated (translated semantics)\n' + rest)


def run(command, program, scratch, extra):
    directory = tempfile.mkdtemp(dir=scratch)
    environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'RPY_TEST': 'one two'}
    environment.update(extra)
    with open(os.path.join(directory, '.in'), 'wb') as f:
        f.write(program.stdin)
    stdin = open(os.path.join(directory, '.in'))
    os.unlink(os.path.join(directory, '.in'))
    command = ['timeout', str(TIMEOUT)] + command + [a.encode('utf-8') for a in program.args]
    child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             cwd=directory, env=environment)
    out, err = child.communicate()
    status = child.returncode
    return out, err, status if status >= 0 else 128 - status


if __name__ == '__main__':
    main()
