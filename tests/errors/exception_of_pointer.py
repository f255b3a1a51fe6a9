# A low-level pointer to an exception is raised inside another exception.
from rpython.rtyper.annlowlevel import cast_instance_to_base_ptr


def entry_point(argv):
    pointer = cast_instance_to_base_ptr(OverflowError())
    raise Exception(pointer) #! error: low-level pointer, cast_base_ptr_to_instance


def target(driver, args):
    return entry_point, None
