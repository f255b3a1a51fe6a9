# rlib.rmd5: the message digest MD5.
from _cases import entry_point_of
from rpython.rlib import rmd5


def case_empty():
    print rmd5.new().hexdigest(), rmd5.RMD5('').hexdigest()


def case_known_digests():
    for text in ['a', 'abc', 'message digest', 'The quick brown fox jumps over the lazy dog']:
        print rmd5.new(text).hexdigest()


def case_raw_digest():
    digest = rmd5.new('abc').digest()
    print len(digest), ord(digest[0]), ord(digest[15])


def case_update():
    md = rmd5.new()
    for word in ['The quick ', 'brown fox ', '', 'jumps over the lazy dog']:
        md.update(word)
    print md.hexdigest()


def case_lengths_around_blocks():
    for n in [1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000]:
        print n, rmd5.new('x' * n).hexdigest()


def case_digest_in_between():
    md = rmd5.new('first')
    print md.hexdigest()
    md.update(' second')
    print md.hexdigest(), int(md.hexdigest() == rmd5.new('first second').hexdigest())


def case_copy():
    md = rmd5.new('common ')
    other = md.copy()
    md.update('one')
    other.update('two')
    print md.hexdigest(), other.hexdigest()
    print int(md.hexdigest() == rmd5.new('common one').hexdigest()), int(other.hexdigest() == rmd5.new('common two').hexdigest())


def case_all_characters():
    print rmd5.new(''.join([chr(i) for i in range(256)])).hexdigest()


def case_many_small_updates():
    md = rmd5.new()
    for i in range(1000):
        md.update(str(i))
    print md.hexdigest()


def case_sizes():
    print rmd5.digest_size


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
