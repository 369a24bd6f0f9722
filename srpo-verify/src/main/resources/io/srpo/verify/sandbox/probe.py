# Tries to break the wall it runs behind; prints one line an attempt: name, TAB, what was seen, TAB, held or broken.
#
# The verifier fills in what is outside: a file with a secret in it, a port that answers on the machine's loopback, its own process, and a
# name by which it will look for a process left behind.
import errno
import os
import sys

try:
    import ctypes
except Exception:
    pass

SECRET, PORT, PID, MARK = '@SECRET@', int('@PORT@'), int('@PID@'), '@MARK@'
GRAALPY = sys.implementation.name == 'graalpy'
X86 = hasattr(os, 'uname') and os.uname().machine == 'x86_64'


def attempt(name, f):
    """What f returns is what was broken; whatever it raises is what held."""
    try:
        saw = f()
    except BaseException as e:
        saw, held = None, type(e).__name__ if not isinstance(e, OSError) or e.errno is None else errno.errorcode.get(e.errno, str(e.errno))
    else:
        held = 'nothing'
    print('\t'.join([name, str(saw if saw else held).replace('\t', ' ').replace('\n', ' ')[:120], 'broken' if saw else 'held']))


def reads(path):
    def f():
        with open(path, 'rb') as file:
            return 'read %d bytes' % len(file.read(100))
    return f


def lists(path):
    # A folder on the way to the runtime exists, on the wall's own empty root.
    def f():
        names = os.listdir(path)
        return os.stat(path).st_dev != os.stat('/').st_dev and '%d names' % len(names)
    return f


def writes(path):
    def f():
        with open(path, 'w') as file:
            file.write('x')
        return 'wrote it'
    return f


def opens(family, kind, protocol):
    def f():
        import socket
        socket.socket(family, kind, protocol).close()
        return 'got one'
    return f


def connects(port):
    def f():
        import socket
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
            s.settimeout(0.5)
            s.connect(('127.0.0.1', port))
            return 'it answered %r' % s.recv(20)
    return f


def status(key):
    with open('/proc/self/status') as file:
        return [line.split()[1] for line in file if line.startswith(key + ':')][0]


def shows(key, sound):
    def f():
        value = status(key)
        return '' if sound(value) else key + ' is ' + value
    return f


def calls(x86, arm, *args):
    """A system call, made in a process of its own: one that succeeds may change who makes it."""
    def f():
        arguments = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            result = ctypes.CDLL(None, use_errno=True).syscall(x86 if X86 else arm, *arguments)
            os.write(writer, b'ok' if result >= 0 else str(ctypes.get_errno()).encode())
            os._exit(0)
        os.close(writer)
        said = os.read(reader, 20)
        os.close(reader)
        os.waitpid(pid, 0)
        if said == b'ok':
            return 'the kernel did it'
        raise OSError(int(said or b'0'), 'refused')
    return f


def signals(pid, number, ours=()):
    def f():
        os.kill(pid, number)
        return '' if pid in ours else 'it was sent'
    return f


def starts():
    return os.spawnv(os.P_WAIT, '/bin/sh', ['sh', '-c', 'exit 0']) == 0 and 'it ran'


def sees():
    seen = [int(n) for n in os.listdir('/proc') if n.isdigit()]
    return '%d processes' % len(seen) if len(seen) > 3 else ''


def finds():
    return ' '.join(k for k in os.environ if k not in ('PYTHONHASHSEED', 'LC_CTYPE', 'PWD', 'UNSAFE_PYO3_SKIP_VERSION_CHECK'))


def leaves():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)
            os.closerange(0, 256)
            import time
            time.sleep(60)
        os._exit(0)
    os.waitpid(pid, 0)


attempt("reads the verifier's file", reads(SECRET))
for path in ('/etc/passwd', '/etc/shadow', '/proc/1/environ', '/proc/1/mem', '/proc/1/maps'):
    attempt('reads ' + path, reads(path))
for path in ('/root', '/home', '/etc', '/var', '/proc/1/fd', '/proc/1/root'):
    attempt('lists ' + path, lists(path))
attempt("writes beside the verifier's file", writes(SECRET + '.x'))
for path in ('/x', '/usr/lib/x', '/proc/sys/kernel/hostname', '/proc/sysrq-trigger'):
    attempt('writes ' + path, writes(path))
if not GRAALPY:  # there each of these attempts ends the program
    attempt('opens a network socket', opens(2, 1, 0))
    attempt('opens a raw socket', opens(2, 3, 1))
    attempt('opens a packet socket', opens(17, 3, 0))
    attempt('opens a netlink socket', opens(16, 3, 0))
    attempt("connects to the machine's loopback", connects(PORT))
attempt('ends the first process', signals(1, 9, (1,)))  # had it ended, this would have too
attempt('signals the verifier', signals(PID, 0, (1, os.getpid())))  # its number may be one of ours as well
attempt('sees processes of the machine', sees)
attempt('starts a program of the machine', starts)
attempt('finds an environment', finds)
if os.path.exists('/proc/self/status'):
    none = lambda value: int(value, 16) == 0
    for key in ('CapEff', 'CapPrm', 'CapBnd'):
        attempt('has a capability in ' + key, shows(key, none))
    attempt('may gain privileges', shows('NoNewPrivs', lambda value: value == '1'))
    attempt('calls the kernel unfiltered', shows('Seccomp', lambda value: value == '2'))
if not GRAALPY:  # it has no system calls to make
    attempt('traces a process', calls(101, 117, 0, 0, 0, 0))
    attempt('uses the keyring', calls(250, 219, 0, -1, 1))
    attempt('sets up io_uring', calls(425, 425, 1, bytes(120)))
    attempt('makes a user namespace', calls(272, 97, 0x10000000))
    attempt('makes a network namespace', calls(272, 97, 0x40000000))
    attempt('mounts', calls(165, 40, b'x', b'/tmp', b'tmpfs', 0, 0))
    attempt('loads a BPF program', calls(321, 280, 0, b'\2\0\0\0\4\0\0\0\4\0\0\0\1\0\0\0' + bytes(104), 120))
    attempt('catches page faults', calls(323, 282, 1))
    try:
        leaves()  # the verifier looks for it when all is over
    except BaseException:
        pass
