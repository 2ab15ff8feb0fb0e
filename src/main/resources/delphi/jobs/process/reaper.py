# The next best way to hold a command: every orphan among its descendants becomes a child of the
# holder, and so nobody is left when the holder has no child. Where there is a control group ("cgroup",
# the first one), the kernel kills all of it at one blow.
PATIENCE_MILLIS, PATIENCE_MILLIS_MAX = 20, 1000
SCANS_MAX = 50


class Reaper:
    def __init__(self, holder, groups, group):
        self.holder = holder
        self.groups = groups
        self.group = group
        self.pid = os.getpid()
        call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        # A service that is told to stop tells all its processes; who stops what is the poller's word.
        self.earlier = [
            (number, handle(number, SIG_IGN) or SIG_DFL) for number in (SIGHUP, SIGINT, SIGTERM)
        ]

    def enter(self):
        call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
        if os.getppid() != self.pid:
            os._exit(127)
        for number, disposition in self.earlier:
            handle(number, disposition)
        self.groups.enter()

    def kill(self, holder):
        try:
            os.setpriority(os.PRIO_PROCESS, 0, -20)  # A crowd must not keep us from running.
        except OSError:
            pass
        if self.group:
            write(self.group + b"/cgroup.kill", b"1")
        poll = select.poll()
        poll.register(holder.children, select.POLLIN)
        patience = PATIENCE_MILLIS
        while True:
            if not self.group or patience > PATIENCE_MILLIS:
                self.strike()
            holder.collect()
            poll.poll(patience)
            holder.collect()
            patience = min(2 * patience, PATIENCE_MILLIS_MAX)

    def strike(self):
        """Stops all of them before it kills any: whoever is stopped starts nobody unseen."""
        stopped = set()
        for _ in range(SCANS_MAX):
            tree = self.tree()
            awake = [pid for pid in tree if pid not in stopped or tree[pid] in b"RS"]
            if not [pid for pid in awake if signal(pid, SIGSTOP)]:
                break
            stopped.update(awake)
        for pid in tree:
            signal(pid, SIGKILL)

    def tree(self):
        """All our descendants that have not ended, and the state of each."""
        children = {}
        for name in filter(bytes.isdigit, os.listdir(b"/proc")):
            try:
                stat = contents(b"/proc/" + name + b"/stat")
            except OSError:
                continue
            # "pid (name) state parent ...", and the name may hold anything.
            state, parent, *_ = stat[stat.rfind(b")") + 2 :].split(b" ", 2)
            children.setdefault(int(parent), []).append((int(name), state))
        found, parents = {}, [self.pid]
        for parent in parents:
            for child, state in children.get(parent, ()):
                parents.append(child)
                if state not in b"ZX":
                    found[child] = state
        return found

    def end(self):
        self.groups.read(self.holder.report)
        removed = self.groups.remove()
        os._exit(0 if removed or not self.group else 1)


def signal(pid, number):
    try:
        os.kill(pid, number)
        return True
    except OSError:
        return False


def hold(way, holder, groups, argv, environment):
    group = groups.plan[0][0] if way == b"cgroup" else None
    holder.run(Reaper(holder, groups, group), argv, environment)


main()
