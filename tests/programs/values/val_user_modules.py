# imports of own modules in the same directory
# uses: _val_helper.py
import _val_helper
from _val_helper import Helper, CONSTANT
from _val_helper import shout as yell

class More(Helper):
    def name(self):
        return "more " + Helper.name(self)

def entry_point(argv):
    print _val_helper.double(5 * len(argv)), CONSTANT, yell("hey"), More().name()
    print _val_helper.counter.bump(), _val_helper.counter.bump()
    return 0


def target(driver, args):
    return entry_point, None
