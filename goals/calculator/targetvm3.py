# execution with a trace
# uses: chunk.py opcodes.py vm.py
# skip: untranslated (run-time floats print with six decimals)
from chunk import Chunk
from opcodes import OpCode
from vm import VM


def entry_point(argv):
    bytecode = Chunk()
    for value in [1.0, 2.0]:
        index = bytecode.add_constant(value)
        bytecode.write_chunk(OpCode.OP_CONSTANT)
        bytecode.write_chunk(index)
    bytecode.write_chunk(OpCode.OP_ADD)
    bytecode.write_chunk(OpCode.OP_RETURN)
    return VM().interpret_chunk(bytecode)


def target(driver, *args):
    driver.exe_name = "vm3"
    return entry_point, None
