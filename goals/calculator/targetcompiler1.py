# the code of every line of standard input
# uses: scanner.py chunk.py opcodes.py compiler.py
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib import rfile

from compiler import Compiler

LINE_BUFFER_LENGTH = 1024


def entry_point(argv):
    stdin, stdout, stderr = rfile.create_stdio()
    try:
        while True:
            stdout.write("> ")
            source = stdin.readline(LINE_BUFFER_LENGTH)
            if not source:
                break
            Compiler(source, debugging=True).compile()
    except:
        pass
    return 0


def target(driver, *args):
    driver.exe_name = "compiler1"
    return entry_point, None
