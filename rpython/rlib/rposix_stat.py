"""Results of `os.stat` and the like."""
from rpython.rlib.rposix import StatResult, stat, lstat, fstat

STAT_FIELD_NAMES = ['st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size',
                    'st_atime', 'st_mtime', 'st_ctime']
N_INDEXABLE_FIELDS = 10


def make_stat_result(fields):
    """A result from ten fields, in the order of the names."""
    return StatResult(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6],
                      fields[7], fields[8], fields[9])
