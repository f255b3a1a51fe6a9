# a simulation with events, accounts, errors and a report
from rpython.rlib.listsort import make_timsort_class


class BankError(Exception):
    pass


class NoFunds(BankError):
    def __init__(self, account, amount):
        self.account = account
        self.amount = amount


class NoAccount(BankError):
    def __init__(self, name):
        self.name = name


class Account(object):
    fee = 0

    def __init__(self, name):
        self.name = name
        self.balance = 0
        self.history = []

    def deposit(self, n):
        self.balance += n
        self.history.append("+%d" % n)

    def withdraw(self, n):
        total = n + self.fee
        if total > self.available():
            raise NoFunds(self, n)
        self.balance -= total
        self.history.append("-%d" % total)

    def available(self):
        return self.balance

    def month(self):
        pass


class Savings(Account):
    def month(self):
        interest = self.balance * 3 // 100
        if interest > 0:
            self.deposit(interest)


class Credit(Account):
    fee = 2

    def __init__(self, name, limit):
        Account.__init__(self, name)
        self.limit = limit

    def available(self):
        return self.balance + self.limit

    def month(self):
        if self.balance < 0:
            self.balance += self.balance * 10 // 100


class Bank(object):
    def __init__(self):
        self.accounts = {}
        self.failures = 0

    def add(self, account):
        self.accounts[account.name] = account

    def get(self, name):
        try:
            return self.accounts[name]
        except KeyError:
            raise NoAccount(name)

    def transfer(self, a, b, n):
        source = self.get(a)
        target = self.get(b)
        source.withdraw(n)
        target.deposit(n)

    def execute(self, line):
        words = line.split(" ")
        try:
            if words[0] == "pay":
                self.get(words[1]).deposit(int(words[2]))
            elif words[0] == "take":
                self.get(words[1]).withdraw(int(words[2]))
            elif words[0] == "move":
                self.transfer(words[1], words[2], int(words[3]))
            elif words[0] == "month":
                for name in self.accounts:
                    self.accounts[name].month()
            else:
                print "unknown command", words[0]
        except NoFunds as e:
            self.failures += 1
            print "no funds:", e.account.name, e.amount
        except NoAccount as e:
            self.failures += 1
            print "no account:", e.name
        except ValueError:
            self.failures += 1
            print "bad number in:", line
        except IndexError:
            self.failures += 1
            print "too few words in:", line


def by_balance(a, b):
    if a.balance == b.balance:
        return a.name < b.name
    return a.balance > b.balance


AccountSort = make_timsort_class(lt=by_balance)

SCRIPT = """pay ann 100
pay bob 50
move ann bob 30
take bob 500
take cyd 120
move ann dave 1
month
pay cyd x
take ann
month
jump
take cyd 400
move bob ann 80
month"""


def entry_point(argv):
    bank = Bank()
    bank.add(Savings("ann"))
    bank.add(Account("bob"))
    bank.add(Credit("cyd", 500 * len(argv)))
    for line in SCRIPT.split("\n"):
        bank.execute(line)
    l = bank.accounts.values()
    AccountSort(l).sort()
    for a in l:
        print a.name, a.balance, " ".join(a.history)
    print "failures", bank.failures
    return 0


def target(driver, args):
    return entry_point, None
