# two instructions, disassembled
# uses: chunk.py opcodes.py
from chunk import Chunk
from opcodes import OpCode


def entry_point(argv):
    bytecode = Chunk()
    bytecode.write_chunk(OpCode.OP_ADD)
    bytecode.write_chunk(OpCode.OP_RETURN)
    bytecode.add_constant(0.0)
    bytecode.disassemble("hello world")
    return 0


def target(driver, *args):
    driver.exe_name = "vm1"
    return entry_point, None
