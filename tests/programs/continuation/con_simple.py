# a stacklet that ends at once, one that switches back, null and empty handles, the argument
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rstacklet
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi


class State(object):
    def __init__(self):
        self.thread = None
        self.steps = []


state = State()


def number(arg):
    return rffi.cast(lltype.Signed, arg)


def ends_at_once(h, arg):
    state.steps.append(number(arg))
    return h


def comes_back_once(h, arg):
    state.steps.append(number(arg))
    h = state.thread.switch(h)
    state.steps.append(number(arg) + 1)
    return h


def say(text, truth):
    print text, truth and "yes" or "no"


def entry_point(argv):
    thread = rstacklet.StackletThread(None)
    state.thread = thread
    null = thread.get_null_handle()
    say("null is something:", bool(null))
    h = thread.new(ends_at_once, rffi.cast(llmemory.Address, 123))
    say("empty:", thread.is_empty_handle(h))
    print state.steps
    h = thread.new(comes_back_once, rffi.cast(llmemory.Address, 500))
    say("empty:", thread.is_empty_handle(h))
    say("something:", bool(h))
    print state.steps
    h = thread.switch(h)
    say("empty:", thread.is_empty_handle(h))
    print state.steps
    return 0


def target(driver, args):
    return entry_point, None
