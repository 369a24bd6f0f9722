# Building the wall from inside, before a line of any candidate is known: mounts, privileges, system calls.
#
# Every step that fails ends the process: a wall that does not stand whole does not stand. `WALL` is its configuration as JSON:
#   mounts   true: this process sits in fresh namespaces (util-linux) and builds its own root; false: bubblewrap has done so
#   binds    directories and files of the runtime, shown read-only; links: [target, path] of symbolic links at the root
#   uid      the user to become, or null to stay (a user namespace already maps it)
#   tmp      bytes of /tmp
import ctypes
import os
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC = 1, 2, 4, 8, 32, 4096, 16384
ARCH = os.uname().machine


def _check(what, result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, what + ': ' + os.strerror(number))


def _mount(source, target, kind, flags, data=None):
    encode = lambda s: None if s is None else s.encode()
    _check('mount ' + target, LIBC.mount(encode(source), encode(target), encode(kind), ctypes.c_ulong(flags), encode(data)))


def _show(base, path):
    """Binds one runtime path read-only at its own place below the new root."""
    target = base + path
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    _mount(path, target, None, BIND | REC)
    device = path.startswith('/dev/')
    kept = os.statvfs(target).f_flag & (NOSUID | NODEV | NOEXEC)
    _mount(None, target, None, BIND | REMOUNT | RDONLY | NOSUID | (0 if device else NODEV) | kept)


def build_root(wall):
    base = '/sys' if os.path.isdir('/sys') else '/tmp'
    _mount('srpo', base, 'tmpfs', NOSUID | NODEV, 'size=1m,mode=755')
    for path in wall['binds'] + ['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom']:
        _show(base, path)
    for target, path in wall['links'] + [['/tmp', '/dev/shm']]:
        os.symlink(target, base + path)
    for name in ('proc', 'tmp'):
        os.mkdir(base + '/' + name)
    _mount('proc', base + '/proc', 'proc', RDONLY | NOSUID | NODEV | NOEXEC)
    _mount('tmp', base + '/tmp', 'tmpfs', NOSUID | NODEV | NOEXEC, 'size=%d,nr_inodes=4096,mode=1777' % wall['tmp'])
    os.chdir(base)
    _check('pivot_root', LIBC.syscall({'x86_64': 155, 'aarch64': 41}[ARCH], b'.', b'.'))
    _check('umount', LIBC.umount2(b'.', 2))
    os.chdir('/')
    _mount(None, '/', None, BIND | REMOUNT | RDONLY | NOSUID | NODEV)
    _check('sethostname', LIBC.sethostname(b'sandbox', 7))


def drop_privileges(uid):
    for cap in range(64):
        if LIBC.prctl(24, cap, 0, 0, 0) != 0:
            break
    LIBC.prctl(28, 0x2f, 0, 0, 0)  # root is a user like any other, for good
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header, data = struct.pack('Ii', 0x20080522, 0), struct.pack('6I', 0, 0, 0, 0, 0, 0)
    _check('capset', LIBC.capset(header, data))
    _check('no_new_privs', LIBC.prctl(38, 1, 0, 0, 0))
    hide()
    LIBC.prctl(1, 9, 0, 0, 0)  # dies with its parent


def hide():
    """No other process may look into this one or trace it."""
    _check('dumpable', LIBC.prctl(4, 0, 0, 0, 0))


def show():
    LIBC.prctl(4, 1, 0, 0, 0)


# Refused with EPERM: x86_64 number, aarch64 number.
DENIED = {
    'ptrace': (101, 117), 'process_vm_readv': (310, 270), 'process_vm_writev': (311, 271), 'kcmp': (312, 272), 'pidfd_getfd': (438, 438),
    'keyctl': (250, 219), 'add_key': (248, 217), 'request_key': (249, 218), 'mount': (165, 40), 'umount2': (166, 39), 'pivot_root': (155, 41),
    'chroot': (161, 51), 'move_mount': (429, 429), 'open_tree': (428, 428), 'fsopen': (430, 430), 'fsconfig': (431, 431), 'fsmount': (432, 432),
    'fspick': (433, 433), 'mount_setattr': (442, 442), 'unshare': (272, 97), 'setns': (308, 268), 'bpf': (321, 280), 'perf_event_open': (298, 241),
    'userfaultfd': (323, 282), 'io_uring_setup': (425, 425), 'io_uring_enter': (426, 426), 'io_uring_register': (427, 427),
    'init_module': (175, 105), 'finit_module': (313, 273), 'delete_module': (176, 106), 'kexec_load': (246, 104), 'kexec_file_load': (320, 294),
    'reboot': (169, 142), 'swapon': (167, 224), 'swapoff': (168, 225), 'acct': (163, 89), 'quotactl': (179, 60), 'syslog': (103, 116),
    'open_by_handle_at': (304, 265), 'name_to_handle_at': (303, 264), 'settimeofday': (164, 170), 'clock_settime': (227, 112),
    'clock_adjtime': (305, 266), 'adjtimex': (159, 171), 'personality': (135, 92), 'fanotify_init': (300, 262), 'mbind': (237, 235),
    'migrate_pages': (256, 238), 'move_pages': (279, 239), 'shmget': (29, 194), 'semget': (64, 190), 'msgget': (68, 186),
    'sethostname': (170, 161), 'setdomainname': (171, 162), 'memfd_create': (319, 279), 'memfd_secret': (447, 447),
}


def filter_calls():
    """Seccomp: the calls above, new namespaces through clone, and every socket that is not a local one."""
    x86 = ARCH == 'x86_64'
    load, jeq, jge, jset, ret = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, eperm, enosys, kill = 0x7fff0000, 0x00050000 | 1, 0x00050000 | 38, 0x80000000
    numbers = sorted(v[0 if x86 else 1] for v in DENIED.values())
    clone, clone3, socket = (56, 435, 41) if x86 else (220, 435, 198)
    program = [(load, 0, 0, 4), (jeq, 1, 0, 0xc000003e if x86 else 0xc00000b7), (ret, 0, 0, kill), (load, 0, 0, 0)]
    if x86:
        program += [(jge, 0, 1, 0x40000000), (ret, 0, 0, kill)]
    for n in numbers:
        program += [(jeq, 0, 1, n), (ret, 0, 0, eperm)]
    program += [(jeq, 0, 1, clone3), (ret, 0, 0, enosys)]
    program += [(jeq, 0, 4, clone), (load, 0, 0, 16), (jset, 0, 1, 0x7e020080), (ret, 0, 0, eperm), (ret, 0, 0, allow)]
    program += [(jeq, 0, 4, socket), (load, 0, 0, 16), (jeq, 1, 0, 1), (ret, 0, 0, eperm), (ret, 0, 0, allow), (ret, 0, 0, allow)]
    code = b''.join(struct.pack('HBBI', *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = [('len', ctypes.c_ushort), ('filter', ctypes.c_void_p)]
    _check('seccomp', LIBC.prctl(22, 2, ctypes.byref(Program(len(program), ctypes.addressof(buffer))), 0, 0))


def raise_wall(wall):
    if wall['mounts']:
        build_root(wall)
    drop_privileges(wall['uid'])
    filter_calls()
    os.chdir('/tmp')
