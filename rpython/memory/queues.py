"""Finalizer queues, for all collectors: which objects are registered, and which of them are dead and wait to be taken.

A registration is a small block of raw memory that leads from the collector's list of registered objects to
its queue's list of dead ones. What is alive, and in which order objects may be handed out, the collectors decide.
"""
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.memory.raw import (
    NULL, WORD, load_word, store_word, load_address, store_address, allocate, free, out_of_memory,
    AddressStack)

TRIGGER = lltype.Ptr(lltype.FuncType([], lltype.Void))

# A queue: its instance in the program, its trigger, the first and last dead registration, the queue made before it,
# whether the trigger is to be called: after each collection that finds all that is dead, while there are such objects.
Q_INSTANCE = 0
Q_TRIGGER = WORD
Q_FIRST = 2 * WORD
Q_LAST = 3 * WORD
Q_NEXT = 4 * WORD
Q_NOTIFY = 5 * WORD
Q_SIZE = 6 * WORD

# A registration: the next dead one of its queue, the queue, the object.
R_NEXT = 0
R_QUEUE = WORD
R_OBJECT = 2 * WORD
R_SIZE = 3 * WORD


class FinalizerQueues(object):

    def __init__(self):
        self.newest = NULL            # the queues, linked through Q_NEXT
        self.young = AddressStack()   # registrations since the last collection
        self.old = AddressStack()     # the others whose objects are not known to be dead
        self.in_order = AddressStack()

    def find(self, instance):
        """A program has few queues."""
        queue = self.newest
        while queue != NULL and load_address(queue, Q_INSTANCE) != instance:
            queue = load_address(queue, Q_NEXT)
        return queue

    def register(self, instance, obj, trigger):
        queue = self.find(instance)
        if queue == NULL:
            queue = self.block(Q_SIZE)
            store_address(queue, Q_INSTANCE, instance)
            store_address(queue, Q_TRIGGER, trigger)
            store_address(queue, Q_FIRST, NULL)
            store_address(queue, Q_LAST, NULL)
            store_address(queue, Q_NEXT, self.newest)
            store_word(queue, Q_NOTIFY, 0)
            self.newest = queue
        registration = self.block(R_SIZE)
        store_address(registration, R_NEXT, NULL)
        store_address(registration, R_QUEUE, queue)
        store_address(registration, R_OBJECT, obj)
        self.young.append(registration)

    def block(self, size):
        block = allocate(size)
        if block == NULL:
            out_of_memory()
        return block

    def add_dead(self, registration):
        """The object may be handed out from now on."""
        queue = load_address(registration, R_QUEUE)
        last = load_address(queue, Q_LAST)
        if last == NULL:
            store_address(queue, Q_FIRST, registration)
        else:
            store_address(last, R_NEXT, registration)
        store_address(queue, Q_LAST, registration)
        store_word(queue, Q_NOTIFY, 1)

    def next_dead(self, instance):
        """The object that has waited longest, which is the program's again; NULL if there is none."""
        queue = self.find(instance)
        if queue == NULL:
            return NULL
        registration = load_address(queue, Q_FIRST)
        if registration == NULL:
            return NULL
        following = load_address(registration, R_NEXT)
        store_address(queue, Q_FIRST, following)
        if following == NULL:
            store_address(queue, Q_LAST, NULL)
        obj = load_address(registration, R_OBJECT)
        free(registration)
        return obj

    def remind(self):
        """The triggers of queues with objects that nobody has taken are called once more."""
        queue = self.newest
        while queue != NULL:
            if load_address(queue, Q_FIRST) != NULL:
                store_word(queue, Q_NOTIFY, 1)
            queue = load_address(queue, Q_NEXT)

    def run_triggers(self):
        """Calls the triggers that are due. Such a call may collect and add other objects to the queues."""
        queue = self.newest
        while queue != NULL:
            if load_word(queue, Q_NOTIFY):
                store_word(queue, Q_NOTIFY, 0)
                trigger = llmemory.cast_adr_to_ptr(load_address(queue, Q_TRIGGER), TRIGGER)
                trigger()
                # From the start again: the queues before this one may have something new.
                queue = self.newest
            else:
                queue = load_address(queue, Q_NEXT)
