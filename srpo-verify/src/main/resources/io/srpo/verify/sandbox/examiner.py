# The trusted side: runs the tests, with the candidate's functions and classes standing at the other end of a channel.
#
# A test is executed here, in a process that the candidate cannot reach; a name that the candidate defines is a stand-in whose calls
# travel over the channel. Results come back as plain data and are compared here. An object that stays with the candidate
# is never taken at its word when it is held against a plain value: `==` is then false, order and arithmetic are type errors.
import ast
import math
import types


class CandidateExit(SystemExit):
    """The candidate called sys.exit inside a test."""


class Lost(BaseException):
    """The candidate's process is gone."""


class Examiner:
    def __init__(self, pipe, name):
        self.pipe = pipe
        self.module = types.ModuleType(name)
        self.names = self.module.__dict__
        self.known = frozenset()
        self.own = set()
        self.classes = {}
        self.callbacks = []
        self.errors = {}
        self.stand_ins = {}
        self.tuples = {}
        self.forms = {}
        self.plain = False
        self.breach = None
        self.lost = False
        self.stdout = sys.stdout
        sys.modules[name] = self.module

    # --- the channel

    def ask(self, **message):
        try:
            self.pipe.send(message)
            while True:
                reply = self.pipe.recv()
                if 'cb' not in reply:
                    break
                self.pipe.send(self.called_back(reply))
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            self.lost = True
            raise Lost() from None
        if 'exc' in reply:
            raise self.error(reply['exc'])
        return reply

    def called_back(self, m):
        try:
            f = self.callbacks[int(m['cb'])]
            if m['step']:
                value = next(f)
            else:
                value = f(*[self.decode(a) for a in m['args']], **{str(k): self.decode(a) for k, a in m['kwargs'].items()})
            return {'value': self.encode(value)}
        except Lost:
            raise
        except BaseException as e:
            plain = [a for a in e.args if type(a) in (str, int, float, bool)]
            names = [b.__name__ for b in type(e).__mro__ if b.__module__ == 'builtins']
            return {'exc': [names[0], plain]}

    def error(self, m):
        if 'MemoryError' in m['bases']:
            self.breach = self.breach or ['memory', 'out of memory']
        if 'class' in m:
            cls = self.decode(m['class'])
            if isinstance(cls, type):
                return self.fill(cls, m)
        for name in m['bases']:
            cls = builtins.__dict__.get(name)
            if isinstance(cls, type) and issubclass(cls, BaseException):
                return self.fill(CandidateExit if cls is SystemExit else cls, m)
        return Exception(str(m['text']))

    def fill(self, cls, m):
        args = [self.decode(a) for a in m['args']]
        try:
            made = cls(*args)
        except TypeError:
            made = Exception(*args)
        if type(made) in self.errors:
            for k, x in m.get('state', ()):
                if not str(k).startswith('__'):
                    made.__dict__[str(k)] = self.decode(x)
        made.candidate_text = str(m['text'])
        return made

    # --- values

    def encode(self, v):
        return Encoder(self.other)(v)

    def other(self, v, encoder):
        if type(v) in REMOTE:
            return {'R': object.__getattribute__(v, '_srpo_id')}
        t = type(v)
        if isinstance(v, type) and self.errors.get(v) is not None:
            return {'R': self.errors[v]}
        if isinstance(v, type) and self.classes.get(v.__name__) is v:
            return {'M': v.__name__}
        if self.classes.get(t.__name__) is t and hasattr(v, '__dict__'):
            if id(v) in encoder.seen:
                return {'J': encoder.seen[id(v)][0]}
            encoder.seen[id(v)] = (len(encoder.seen), v)
            return {'I': [encoder.seen[id(v)][0], t.__name__, [[k, encoder(x)] for k, x in v.__dict__.items()]]}
        if isinstance(v, tuple) and hasattr(v, '_fields'):
            return {'t': [encoder(x) for x in tuple.__iter__(v)]}
        iterator = hasattr(t, '__next__')
        if callable(v) or iterator:
            self.callbacks.append(v)
            return {'C': len(self.callbacks) - 1, 'n': getattr(v, '__name__', None), 'it': iterator}
        raise TypeError('a test handed over a %s, which cannot travel to the candidate' % t.__name__)

    def decode(self, form, memo=None):
        memo = {} if memo is None else memo

        def other(form):
            if 'R' in form:
                return self.stand_in(form)
            if 'n' in form:
                name, fields, values, number = form['n']
                key = (number, str(name), tuple(str(f) for f in fields))
                if key not in self.tuples:
                    self.tuples[key] = collections.namedtuple(key[1], key[2])
                    self.tuples[key]._srpo_class = number
                return self.tuples[key](*[decode(x, other) for x in values])
            if 'J' in form:
                return memo[form['J']]
            if 'C' in form:
                return self.callbacks[form['C']]
            if 'I' in form:
                number, name, attributes = form['I']
                cls = self.classes[name]
                made = memo[number] = object.__new__(cls)
                for k, x in attributes:
                    made.__dict__[str(k)] = decode(x, other)
                return made
            raise WireError('no such value')
        return decode(form, other)

    def stand_in(self, form):
        if form['k'] == 'error':
            for cls, number in self.errors.items():
                if number == form['R']:
                    return cls
            own = tuple(c for c in (builtins.__dict__.get(b) for b in form['e'][:1]) if isinstance(c, type) and issubclass(c, BaseException))
            cls = type(str(form['c']), own or (Exception,), {})
            self.errors[cls] = form['R']
            return cls
        cls = {'class': RemoteClass, 'callable': RemoteCallable, 'iterator': RemoteIterator}.get(form['k'], RemoteObject)
        base = form.get('b')
        if isinstance(base, list):
            base = base[0] if base else None
        key = (form['R'], form['k'], str(form['c']), base)
        made = self.stand_ins.get(key)
        if made is None:
            made = self.stand_ins[key] = object.__new__(cls)
            for k, v in (('_srpo_id', form['R']), ('_srpo_x', self), ('_srpo_sub', form['k'] == 'sub'), ('_srpo_name', str(form['c'])),
                         ('_srpo_type', base), ('_srpo_made', None)):
                object.__setattr__(made, k, v)
        return made

    # --- tests

    def begin(self, names):
        self.known = frozenset(str(n) for n in names)

    def setup(self, source):
        """Runs the tests' own definitions here; the candidate gets the classes, imports and helpers that its program names."""
        if source.strip():
            self.run(source, 'setup.py')

    def mirror(self, source, mentioned):
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            return
        kept, wanted = [], set(mentioned)
        for _ in range(2):
            kept = [s for s in tree.body if shared(s, wanted)]
            wanted |= {n.id for s in kept for n in ast.walk(s) if isinstance(n, ast.Name)}
        classes = [s.name for s in kept if isinstance(s, ast.ClassDef)]
        if kept:
            try:
                self.ask(do='define', source=ast.unparse(ast.Module(kept, [])), classes=classes)
            except Exception:
                return
        self.mirrors = frozenset(classes)

    mirrors = frozenset()

    def run(self, source, name):
        code = compile(source, name, 'exec', dont_inherit=True)
        tree = ast.parse(source)
        mentioned = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        self.bring(mentioned)
        before = {k: id(v) for k, v in self.names.items()}
        try:
            if len(tree.body) > 1 and any(n in self.forms for n in mentioned) and not futures(tree):
                self.step(tree, name)
            else:
                exec(code, self.names)
        finally:
            self.own |= {k for k, v in self.names.items() if before.get(k) != id(v)}
            for n in self.mirrors:
                if isinstance(self.names.get(n), type):
                    self.classes[n] = self.names[n]

    def bring(self, mentioned):
        """Makes the candidate's names that a test mentions visible to it; the tests' own names and Python's built-ins come first."""
        names = [n for n in sorted(mentioned) if n in self.known and n not in self.own]
        plain = [n for n in names if n not in builtins.__dict__ and n not in SAFE_MODULES]
        for n in names:
            if n in SAFE_MODULES:
                self.names[n] = __import__(n)
        names = plain or [n for n in names if n not in SAFE_MODULES]
        for n in names:
            try:
                form = self.ask(do='get', names=[n])['ok'][0]
                self.names[n] = self.decode(form)
                if type(self.names[n]) not in REMOTE and not isinstance(self.names[n], (type, types.ModuleType)):
                    self.forms[n] = form
            except (Exception, RecursionError):
                self.names.pop(n, None)

    def step(self, tree, name):
        """Statement by statement, since what one calls may change the candidate's variables that the next reads."""
        for at, statement in enumerate(tree.body):
            if at:
                for n in {x.id for x in ast.walk(statement) if isinstance(x, ast.Name)} & self.forms.keys():
                    self.refresh(n)
            exec(compile(ast.Module([statement], []), name, 'exec', dont_inherit=True), self.names)

    def refresh(self, n):
        """Takes over what the candidate made of its variable, unless the test has made something else of it."""
        if n not in self.names:
            return
        try:
            if self.encode(self.names[n]) != self.forms[n]:
                return
            form = self.ask(do='get', names=[n])['ok'][0]
            if form != self.forms[n]:
                self.names[n] = write_back(self.names[n], self.decode(form))
                self.forms[n] = form
        except (Exception, RecursionError):
            return


def futures(tree):
    return any(isinstance(s, ast.ImportFrom) and s.module == '__future__' for s in tree.body)


def shared(statement, wanted):
    if isinstance(statement, (ast.ClassDef, ast.Import, ast.ImportFrom)):
        return True
    if isinstance(statement, ast.FunctionDef):
        return statement.name in wanted and not any(isinstance(n, ast.Assert) for n in ast.walk(statement))
    if isinstance(statement, ast.Assign):
        return any(isinstance(n, ast.Name) and n.id in wanted for t in statement.targets for n in ast.walk(t))
    return False


def loosely_equal(a, b):
    """Python's == with integers exact, floats within 1e-6 (relative or absolute), a tuple equal to a list, NaN equal to nothing."""
    if isinstance(a, float) or isinstance(b, float):
        if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
            return False
        if a == b:
            return True
        try:
            return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
        except OverflowError:
            return False
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(loosely_equal(x, y) for x, y in zip(a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(k in b and loosely_equal(x, b[k]) for k, x in a.items())
    if type(a) in REMOTE or type(b) in REMOTE:
        return False
    return bool(a == b)
