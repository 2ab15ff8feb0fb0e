# Holds one command and all that it starts, for a poller that may be killed or frozen meanwhile
# (HolderProgram.java). How it holds them is the way's, leash.py or reaper.py, which follows here.
#
# python3 -I -S -c THIS REPORT WAY DEADLINE MARK GROUPS PROGRAM [ARGUMENT...]
#
# stdin is the poller's line: a line with a number is the new deadline, in nanoseconds of
# CLOCK_BOOTTIME; TERM asks the command to end; its end is ours. REPORT is a pipe to the poller:
# "started COMMAND HOLDER" with process ids as seen from outside, "used MICROSECONDS KILOBYTES" of
# those who have ended, "exit CODE" or "cut", "read LABEL CONTENTS"; or "failed" or "broken" with an
# error's number and words. The process that the poller has started ends with 0 if and only if it is proved that
# nothing of the command is left.
import ctypes
import os
import select
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.signal.restype = ctypes.c_void_p
CLOCK_BOOTTIME = 7
PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 1, 15, 36
SIGHUP, SIGINT, SIGKILL, SIGPIPE, SIGTERM, SIGCHLD, SIGSTOP, SIGXFSZ = 1, 2, 9, 13, 15, 17, 19, 25
SIG_DFL, SIG_IGN = 0, 1
SIG_BLOCK, SIG_SETMASK = 0, 2
SFD_CLOEXEC = os.O_CLOEXEC
ENOEXEC = 8
MARK = b"DELPHI_PROCESS_MARK"
# Of whatever kind a child is: some are not told of by a signal when they end.
WALL = 0x40000000

# How late a machine that was suspended may notice: poll(2) does not count that time.
TICK_SECONDS = 1


def call(name, *arguments):
    answer = getattr(libc, name)(*arguments)
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, name + ": " + os.strerror(error))
    return answer


def handle(number, disposition):
    return libc.signal(number, ctypes.c_void_p(disposition))


def contents(path):
    with open(path, "rb", 0) as file:
        return file.read()


def write(path, text):
    """Into a file of the kernel's: what is not there is not made."""
    file = os.open(path, os.O_WRONLY)
    try:
        os.write(file, text)
    finally:
        os.close(file)


def words(block):
    return block.split(b"\0")[:-1]


def tell(report, *what):
    try:
        os.write(report, b" ".join(what) + b"\n")
    except OSError:
        pass  # Nobody hears it, so the poller's line has an end as well.


def problem(error):
    number, text = (error.errno or 0, error.strerror) if isinstance(error, OSError) else (0, error)
    return b"%d %s" % (number, str(text).encode())


def process_id(outside):
    """Ours, as it is seen from outside."""
    return os.readlink(b"self", dir_fd=outside)


class Groups:
    """Control groups of one command: made for it, entered by it, read and removed when it is gone.

    One a line: a path, then orders with tabs between: "set FILE VALUE", "read LABEL FILE". A line
    "data BYTES" is what each process may have for itself, where there is no group for all of them.
    """

    def __init__(self, plan):
        self.plan = []
        self.data = 0
        for path, *orders in (line.split(b"\t") for line in plan.splitlines()):
            if path.startswith(b"data "):
                self.data = int(path[5:])
            else:
                self.plan.append((path, [order.split(b" ", 2) for order in orders]))

    def make(self):
        for path, orders in self.plan:
            os.mkdir(path)
            for kind, what, more in orders:
                if kind == b"set":
                    write(path + b"/" + what, more)

    def enter(self):
        for path, _ in self.plan:
            write(path + b"/cgroup.procs", b"0")
        if self.data:
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (self.data, self.data))

    def read(self, report):
        for path, orders in self.plan:
            for kind, what, more in orders:
                if kind == b"read":
                    try:
                        said = contents(path + b"/" + more)
                    except OSError:
                        continue  # Not every system has every file.
                    tell(report, b"read", what, said.replace(b"\n", b";"))

    def remove(self):
        """Whether all are gone; the system removes none in which there is a process."""
        return all([remove(path) for path, _ in self.plan])


def remove(path):
    for _ in range(5):
        try:
            for entry in os.scandir(path):
                if entry.is_dir(follow_symlinks=False):
                    remove(entry.path)
            os.rmdir(path)
            return True
        except FileNotFoundError:
            return True
        except OSError:
            select.select([], [], [], 0.01)  # The last process is still on its way out.
    return False


class Holder:
    """Hears the poller, keeps the deadline, and collects whoever ends."""

    def __init__(self, report, outside, deadline):
        self.report = report
        self.outside = outside
        self.deadline = deadline
        self.heard = b""
        self.command = 0
        self.over = False
        self.micros = 0
        self.kilobytes = 0
        self.children = -1
        self.way = None

    def run(self, way, argv, environment):
        self.way = way
        earlier_mask = self.watch_children()
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
        poll.register(self.children, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in poll.poll(self.patience_millis())]
            # A word that came in time counts, even if it is read late.
            if 0 in ready:
                self.hear()
            elif self.is_too_late():
                self.cut()
            if self.children in ready:
                self.collect()

    def watch_children(self):
        size = 128 // ctypes.sizeof(ctypes.c_ulong)
        mask, earlier = (ctypes.c_ulong * size)(), (ctypes.c_ulong * size)()
        call("sigemptyset", mask)
        call("sigaddset", mask, SIGCHLD)
        call("sigprocmask", SIG_BLOCK, mask, earlier)
        self.children = call("signalfd", -1, mask, SFD_CLOEXEC | os.O_NONBLOCK)
        return earlier

    def become(self, argv, environment, writing, mask):
        """Turns into the command: with a session of its own, and nothing of ours about it."""
        try:
            os.setsid()
            self.way.enter()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            # Python ignores these two; the command is to find them as we did.
            handle(SIGPIPE, SIG_DFL)
            handle(SIGXFSZ, SIG_DFL)
            call("sigprocmask", SIG_SETMASK, mask, None)
            os.write(writing, process_id(self.outside))
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
            self.way.kill(self)
        tell(self.report, b"started", command, process_id(self.outside))

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
        """Collects those who have ended; ends us when nobody is left."""
        try:
            os.read(self.children, 4096)
        except BlockingIOError:
            pass  # It is as good to ask without having been told.
        while True:
            try:
                child, status, usage = os.wait4(-1, os.WNOHANG | WALL)
            except ChildProcessError:
                self.tell_usage()
                self.way.end()
            if child == 0:
                return
            self.micros += int((usage.ru_utime + usage.ru_stime) * 1e6)
            self.kilobytes = max(self.kilobytes, usage.ru_maxrss)
            if child == self.command:
                self.over = True
                self.tell_usage()
                signalled = os.WIFSIGNALED(status)
                code = 128 + os.WTERMSIG(status) if signalled else os.WEXITSTATUS(status)
                tell(self.report, b"exit", b"%d" % code)

    def tell_usage(self):
        tell(self.report, b"used", b"%d" % self.micros, b"%d" % self.kilobytes)

    def cut(self):
        tell(self.report, b"cut")
        self.way.kill(self)


def main():
    # As the kernel has them: Python decodes them, and may add to the environment.
    report, way, deadline, mark, plan, *argv = words(contents("/proc/self/cmdline"))[5:]
    pairs = (pair.partition(b"=") for pair in words(contents("/proc/self/environ")))
    environment = {name: value for name, _, value in pairs}
    if mark:
        environment[MARK] = mark
    report = os.open(report, os.O_WRONLY)
    groups = Groups(plan)
    try:
        libc.prctl(PR_SET_NAME, b"delphi-holder", 0, 0, 0)
        os.setsid()
        outside = os.open("/proc", os.O_RDONLY)
        groups.make()
        holder = Holder(report, outside, int(deadline))
        hold(way, holder, groups, argv, environment)
    except BaseException as error:
        tell(report, b"broken", problem(error))
        groups.remove()
        os._exit(1)
