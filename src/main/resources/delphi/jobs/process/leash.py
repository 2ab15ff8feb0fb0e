# The leash of one command (Leash.java): holds it and all that it starts in a process namespace,
# which dies with its first process, which is this program. That ends when its poller says so,
# when the poller is gone, and when the poller's last word is too old.
#
# python3 -I -S -c THIS REPORT NAMESPACES DEADLINE PROGRAM [ARGUMENT...]
#
# stdin is the leash: a line with a number is the new deadline, in nanoseconds of CLOCK_BOOTTIME;
# TERM asks the command to end; its end is ours. REPORT is a pipe to the poller: "started COMMAND
# FIRST" with process ids as seen from outside, then "exit CODE" or "cut"; or "failed" or "broken"
# with an error's number and words. The outer process ends with 0 if and only if it has collected
# the namespace's first process, which the kernel allows only when all others in it are gone.
import ctypes
import os
import select
import time

libc = ctypes.CDLL(None, use_errno=True)
CLOCK_BOOTTIME = 7
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x10000000, 0x20000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_SLAVE = 2, 4, 8, 16384, 1 << 19
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
SIGHUP, SIGINT, SIGKILL, SIGPIPE, SIGTERM, SIGCHLD, SIGXFSZ = 1, 2, 9, 13, 15, 17, 25
SIG_DFL, SIG_IGN = ctypes.c_void_p(0), ctypes.c_void_p(1)
SIG_BLOCK, SIG_SETMASK = 0, 2
SFD_CLOEXEC = os.O_CLOEXEC
ENOEXEC = 8

# How late a machine that was suspended may notice: poll(2) does not count that time.
TICK_SECONDS = 1


def call(name, *arguments):
    answer = getattr(libc, name)(*arguments)
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, name + ": " + os.strerror(error))
    return answer


def contents(path):
    with open(path, "rb", 0) as file:
        return file.read()


def write(path, text):
    with open(path, "wb", 0) as file:
        file.write(text)


def words(block):
    return block.split(b"\0")[:-1]


def tell(report, *what):
    try:
        os.write(report, b" ".join(what) + b"\n")
    except OSError:
        pass  # Nobody hears it, so the leash has an end as well.


def problem(error):
    number, text = (error.errno or 0, error.strerror) if isinstance(error, OSError) else (0, error)
    return b"%d %s" % (number, str(text).encode())


def enter(with_user):
    """Makes the namespaces; the next child is the first process of its own."""
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


class Holder:
    """The first process of the namespace."""

    def __init__(self, report, outside, deadline):
        self.report = report
        self.outside = outside
        self.deadline = deadline
        self.heard = b""
        self.command = 0
        self.over = False

    def run(self, argv, environment):
        call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
        flags = ctypes.c_ulong(MS_NOSUID | MS_NODEV | MS_NOEXEC)
        call("mount", b"proc", b"/proc", b"proc", flags, None)
        children, earlier_mask = self.watch_children()
        if self.is_too_late():
            self.cut()
        reading, writing = os.pipe()
        self.command = os.fork()
        if self.command == 0:
            os.close(reading)
            self.become(argv, environment, writing, earlier_mask)
        os.close(writing)
        # Streams end with the last who holds them; that must not be us.
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        self.tell_start(reading)
        poll = select.poll()
        poll.register(0, select.POLLIN)
        poll.register(children, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in poll.poll(self.patience_millis())]
            # A word that came in time counts, even if it is read late.
            if 0 in ready:
                self.hear()
            elif self.is_too_late():
                self.cut()
            if children in ready:
                os.read(children, 4096)
                self.collect()

    def watch_children(self):
        size = 128 // ctypes.sizeof(ctypes.c_ulong)
        mask, earlier = (ctypes.c_ulong * size)(), (ctypes.c_ulong * size)()
        call("sigemptyset", mask)
        call("sigaddset", mask, SIGCHLD)
        call("sigprocmask", SIG_BLOCK, mask, earlier)
        return call("signalfd", -1, mask, SFD_CLOEXEC), earlier

    def become(self, argv, environment, writing, mask):
        """Turns into the command: with a session of its own, and nothing of ours about it."""
        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            # Python ignores these two; the command is to find them as we did.
            libc.signal(SIGPIPE, SIG_DFL)
            libc.signal(SIGXFSZ, SIG_DFL)
            call("sigprocmask", SIG_SETMASK, mask, None)
            os.write(writing, os.readlink(b"self", dir_fd=self.outside))
            try:
                os.execve(argv[0], argv, environment)
            except OSError as error:
                if error.errno != ENOEXEC:
                    raise
                # A script without a first line that names its interpreter, as for any shell.
                os.execve(b"/bin/sh", [b"/bin/sh"] + argv, environment)
        except BaseException as error:
            os.write(writing, b" " + problem(error))
        os._exit(127)

    def tell_start(self, reading):
        said = b"".join(iter(lambda: os.read(reading, 4096), b""))
        os.close(reading)
        command, _, failure = said.partition(b" ")
        if failure:
            tell(self.report, b"failed", failure)
            os._exit(0)
        tell(self.report, b"started", command, os.readlink(b"self", dir_fd=self.outside))

    def is_too_late(self):
        return self.seconds_left() <= 0

    def seconds_left(self):
        return self.deadline / 1e9 - time.clock_gettime(CLOCK_BOOTTIME)

    def patience_millis(self):
        return 1 + 1000 * max(0, min(TICK_SECONDS, self.seconds_left()))

    def hear(self):
        said = os.read(0, 65536)
        if not said:
            self.cut()
        *lines, self.heard = (self.heard + said).split(b"\n")
        for line in lines:
            if line != b"TERM":
                self.deadline = int(line)
            elif not self.over:
                os.kill(self.command, SIGTERM)

    def collect(self):
        while True:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                os._exit(0)  # Nobody is left.
            if child == 0:
                return
            if child == self.command:
                self.over = True
                signalled = os.WIFSIGNALED(status)
                code = 128 + os.WTERMSIG(status) if signalled else os.WEXITSTATUS(status)
                tell(self.report, b"exit", b"%d" % code)

    def cut(self):
        tell(self.report, b"cut")
        os._exit(0)


def main():
    # As the kernel has them: Python decodes them, and may add to the environment.
    report, namespaces, deadline, *argv = words(contents("/proc/self/cmdline"))[5:]
    pairs = (pair.partition(b"=") for pair in words(contents("/proc/self/environ")))
    environment = {name: value for name, _, value in pairs}
    report = os.open(report, os.O_WRONLY)
    try:
        libc.prctl(PR_SET_NAME, b"delphi-leash", 0, 0, 0)
        os.setsid()
        outside = os.open("/proc", os.O_RDONLY)
        enter(namespaces == b"user")
        first = os.fork()
        if first == 0:
            holder = Holder(report, outside, int(deadline))
            holder.run(argv, environment)
    except BaseException as error:
        tell(report, b"broken", problem(error))
        os._exit(1)
    # A service that is told to stop tells all its processes; who stops what is the poller's word.
    for number in (SIGHUP, SIGINT, SIGTERM):
        libc.signal(number, SIG_IGN)
    for descriptor in (0, 1, 2, report):
        os.close(descriptor)
    os.waitpid(first, 0)
    os._exit(0)


main()
