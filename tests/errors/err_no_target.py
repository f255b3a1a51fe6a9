# a file without target; NOTARGET
# reference: not a valid targetxxx.py
#! error: target
def main(argv):
    return 0
