# Tries to break the wall it runs behind; prints one line an attempt: name, TAB, held or broken.
import os
import sys


def attempt(name, f):
    try:
        broken = f()
    except BaseException:
        broken = False
    print(name + '\t' + ('broken' if broken else 'held'))


def reads(path):
    def f():
        with open(path, 'rb') as file:
            return len(file.read(1)) >= 0
    return f


def lists(path):
    # A folder on the way to the runtime exists, on the wall's own empty root.
    return lambda: len(os.listdir(path)) >= 0 and os.stat(path).st_dev != os.stat('/').st_dev


def writes(path):
    def f():
        with open(path, 'w') as file:
            file.write('x')
        return True
    return f


def connects(family, address):
    def f():
        import socket
        s = socket.socket(family, socket.SOCK_STREAM)
        s.settimeout(0.2)
        try:
            s.connect(address)
        except ConnectionRefusedError:
            pass
        return True
    return f


def status(key):
    with open('/proc/self/status') as file:
        return [line.split()[1] for line in file if line.startswith(key + ':')][0]


def calls(number, *args):
    def f():
        import ctypes
        return ctypes.CDLL(None, use_errno=True).syscall(number, *args) >= 0
    return f


x86 = hasattr(os, 'uname') and os.uname().machine == 'x86_64'
for path in ('/etc/passwd', '/etc/shadow', '/proc/1/environ', '/proc/1/mem', '/proc/1/maps'):
    attempt('reads ' + path, reads(path))
for path in ('/root', '/home', '/etc', '/var', '/proc/1/fd', '/proc/1/root'):
    attempt('lists ' + path, lists(path))
for path in ('/x', '/usr/lib/x', '/proc/sys/kernel/hostname', '/proc/sysrq-trigger'):
    attempt('writes ' + path, writes(path))
if sys.implementation.name != 'graalpy':  # there the attempt itself ends the program
    attempt('opens a network socket', connects(2, ('127.0.0.1', 1)))
attempt('ends the first process', lambda: os.kill(1, 9))
attempt('sees processes of the machine', lambda: len([n for n in os.listdir('/proc') if n.isdigit()]) > 3)
attempt('starts a program of the machine', lambda: os.spawnv(os.P_WAIT, '/bin/sh', ['sh', '-c', 'exit 0']) == 0)
attempt('finds an environment', lambda: [k for k in os.environ if k not in ('PYTHONHASHSEED', 'LC_CTYPE', 'PWD', 'UNSAFE_PYO3_SKIP_VERSION_CHECK')])
if os.path.exists('/proc/self/status'):
    attempt('has a capability', lambda: int(status('CapEff'), 16) | int(status('CapPrm'), 16) | int(status('CapBnd'), 16))
    attempt('may gain privileges', lambda: status('NoNewPrivs') != '1')
    attempt('calls the kernel unfiltered', lambda: status('Seccomp') != '2')
    attempt('traces a process', calls(101 if x86 else 117, 16, 1, 0, 0))
    attempt('makes a namespace', calls(272 if x86 else 97, 0x10000000))
    attempt('mounts', calls(165 if x86 else 40, b'x', b'/tmp', b'tmpfs', 0, 0))
