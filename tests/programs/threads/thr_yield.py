# the lock of all threads: three threads take turns and yield until it is theirs; holding the lock is known
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
from rpython.rlib import rgil, rthread


class State(object):
    turn = 0
    started = 0
    finished = 0
    held = 0
    switched = 0


state = State()
ROUNDS = 100


def after_switch():
    state.switched += 1


def take_turns(me):
    done = 0
    while done < ROUNDS:
        if state.turn % 3 == me:
            state.turn += 1
            done += 1
            if rgil.am_I_holding_the_GIL():
                state.held += 1
        rgil.yield_thread()
    state.finished += 1


def in_thread():
    state.started += 1
    take_turns(state.started)


def entry_point(argv):
    rgil.allocate()
    rgil.invoke_after_thread_switch(after_switch)
    print "held:", int(rgil.am_I_holding_the_GIL())
    print "holder:", int(rgil.gil_get_holder() == rthread.get_ident())
    rthread.start_new_thread(in_thread, ())
    rthread.start_new_thread(in_thread, ())
    take_turns(0)
    while state.finished < 3:
        rgil.yield_thread()
    print "turns:", state.turn
    print "held:", state.held
    print "told of switches:", int(state.switched >= ROUNDS)
    return 0


def target(driver, args):
    return entry_point, None
