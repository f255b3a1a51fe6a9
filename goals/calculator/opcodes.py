"""The instruction set of the calculator's virtual machine."""


class OpCode:
    OP_CONSTANT = 0
    OP_RETURN = 1
    OP_NEGATE = 2
    OP_ADD = 3
    OP_SUBTRACT = 4
    OP_MULTIPLY = 5
    OP_DIVIDE = 6


NAMES = [""] * 7
for _name, _code in OpCode.__dict__.items():
    if _name.startswith("OP_"):
        NAMES[_code] = _name
