# the calculator with its trace
# uses: targetcalc.py scanner.py chunk.py opcodes.py compiler.py vm.py
# skip: untranslated (run-time floats print with six decimals)
import targetcalc


def entry_point(argv):
    return targetcalc.entry_point(argv + ["trace"])


def target(driver, *args):
    return entry_point, None
