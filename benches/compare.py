#!/usr/bin/env python3
"""Compares goal programs translated by this toolchain with the same translated by the reference.

    benches/compare.py --rpython target/release/rpython --reference PYPY_CHECKOUT --python2 PYTHON2 [NAME...]

Both executables of a program run alternately, the best of several runs counts, and only ratios mean something:
`ours / reference`, below 1 is faster. Prints a Markdown table. Without --reference it prints our times alone.
"""
import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / 'goals' / 'bench'
DEFAULT = ['pystone', 'richards', 'gcbench', 'dictbench', 'strbench', 'binarytrees', 'fannkuch', 'mandelbrot',
           'nbody', 'spectralnorm', 'sieve']


def translate(command, source, folder, name):
    """Translates into `folder`; (seconds, executable) or an error text."""
    environment = dict(os.environ, PYPY_USESSION_DIR=str(folder))
    start = time.perf_counter()
    done = subprocess.run(command + ['--output=' + name, str(source)], cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    executable = folder / name
    if done.returncode or not executable.exists():
        lines = [line for line in done.stderr.splitlines() if 'rror' in line] or done.stderr.splitlines()
        return seconds, None, lines[0] if lines else 'failed'
    return seconds, executable, ''


def once(executable, folder):
    """Seconds of processor time of one run: what else the machine does matters less than for elapsed time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(executable)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(executables, folder, runs):
    """The best time of each, run alternately."""
    best = [float('inf')] * len(executables)
    for _ in range(runs):
        for i, executable in enumerate(executables):
            if executable is not None:
                best[i] = min(best[i], once(executable, folder))
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rpython', default=str(ROOT / 'target' / 'release' / 'rpython'))
    parser.add_argument('--reference', help='checkout of the reference')
    parser.add_argument('--python2', default='python2.7')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('names', nargs='*', default=DEFAULT)
    arguments = parser.parse_args()
    print('| program | ours s | reference s | ours / reference | translating s | reference translating s |')
    print('|---|--:|--:|--:|--:|--:|')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in arguments.names:
            source = BENCHMARKS / (name + '.py')
            ours = translate([os.path.abspath(arguments.rpython), '--batch', '-O2'], source, folder, name + '-ours')
            theirs = (0.0, None, 'not asked for')
            if arguments.reference:
                command = [arguments.python2, os.path.join(arguments.reference, 'rpython', 'bin', 'rpython'),
                           '--batch', '-O2']
                theirs = translate(command, source, folder, name + '-reference')
            if ours[1] is None:
                print('| %s | failed: %s | | | %.2f | %.1f |' % (name, ours[2], ours[0], theirs[0]))
                continue
            best = measure([ours[1], theirs[1]], folder, arguments.runs)
            ratio = '%.2f' % (best[0] / best[1]) if theirs[1] else '-'
            reference = '%.3f' % best[1] if theirs[1] else theirs[2]
            print('| %s | %.3f | %s | %s | %.2f | %.1f |' % (name, best[0], reference, ratio, ours[0], theirs[0]))
            sys.stdout.flush()


if __name__ == '__main__':
    main()
