# overriding, inherited methods, calling the base method
class Animal(object):
    def __init__(self, name):
        self.name = name
    def speak(self):
        return "..."
    def intro(self):
        return self.name + " says " + self.speak()

class Dog(Animal):
    def speak(self):
        return "woof"

class Puppy(Dog):
    def __init__(self, name, age):
        Dog.__init__(self, name + "ito")
        self.age = age
    def speak(self):
        return Dog.speak(self) + "!" * self.age

class Fish(Animal):
    pass

def entry_point(argv):
    for a in [Animal("it"), Dog("rex"), Puppy("bo", 2 * len(argv)), Fish("nemo")]:
        print a.intro()
    return 0


def target(driver, args):
    return entry_point, None
