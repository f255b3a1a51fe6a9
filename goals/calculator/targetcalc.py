# the calculator from end to end: a line in, a number out; with an argument, also a trace
# uses: scanner.py chunk.py opcodes.py compiler.py vm.py
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib import rfile

from compiler import Compiler
from vm import VM

LINE_BUFFER_LENGTH = 4096


def entry_point(argv):
    stdin, stdout, stderr = rfile.create_stdio()
    vm = VM(tracing=len(argv) > 1)
    try:
        while True:
            stdout.write("> ")
            source = stdin.readline(LINE_BUFFER_LENGTH)
            if not source:
                break
            compiler = Compiler(source)
            if compiler.compile():
                vm.interpret_chunk(compiler.chunk)
    except:
        pass
    return 0


def target(driver, *args):
    driver.exe_name = "calc"
    return entry_point, None
