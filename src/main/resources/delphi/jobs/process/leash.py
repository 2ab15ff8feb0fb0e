# The highest way to hold a command: a namespace of processes dies with its first process, which is
# the holder. The process outside of it ends with 0 if and only if it has collected that one, which
# the kernel allows only when all others in the namespace are gone.
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x10000000, 0x20000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_SLAVE = 2, 4, 8, 16384, 1 << 19


class Namespace:
    def __init__(self, groups):
        self.groups = groups

    def enter(self):
        self.groups.enter()

    def kill(self, holder):
        os._exit(0)

    def end(self):
        os._exit(0)


def make_namespaces(with_user):
    """The next child is the first process of its own."""
    if with_user:
        user, group = os.geteuid(), os.getegid()
        call("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID)
        write("/proc/self/setgroups", b"deny")
        write("/proc/self/uid_map", b"%d %d 1" % (user, user))
        write("/proc/self/gid_map", b"%d %d 1" % (group, group))
    else:
        call("unshare", CLONE_NEWNS | CLONE_NEWPID)
    # What the machine mounts later is still seen; what is mounted here stays here.
    call("mount", b"none", b"/", None, ctypes.c_ulong(MS_REC | MS_SLAVE), None)


def hold(way, holder, groups, argv, environment):
    make_namespaces(way == b"user")
    first = os.fork()
    if first == 0:
        call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
        flags = ctypes.c_ulong(MS_NOSUID | MS_NODEV | MS_NOEXEC)
        call("mount", b"proc", b"/proc", b"proc", flags, None)
        holder.run(Namespace(groups), argv, environment)
    # A service that is told to stop tells all its processes; who stops what is the poller's word.
    for number in (SIGHUP, SIGINT, SIGTERM):
        handle(number, SIG_IGN)
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    os.waitpid(first, 0)
    groups.read(holder.report)
    groups.remove()
    os._exit(0)


main()
