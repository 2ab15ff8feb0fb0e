package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.MILD;
import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rules.form;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What the system and the runtimes say when the machine is at its limits, or kills. */
final class MachineRules {
  private static final String SYSTEM = "the system's own words for the error";

  static final List<Rule> LIST =
      List.of(
          words(
              "disk-full",
              Cause.DISK_FULL,
              SPECIFIC,
              SYSTEM,
              "cp: error writing '/app/out.html': No space left on device",
              "No space left on device",
              "Disk quota exceeded",
              "ENOSPC",
              "database or disk is full"),
          words(
              "out-of-memory",
              Cause.OUT_OF_MEMORY,
              SPECIFIC,
              "the kernel, a container engine or a runtime names it",
              "Memory cgroup out of memory: Killed process 77 (python)",
              "out of memory: Killed process",
              "Out of memory: Killed process",
              "OOMKilled",
              "Cannot allocate memory",
              "JavaScript heap out of memory",
              "Java heap space",
              "CUDA out of memory",
              "std::bad_alloc",
              "Unable to allocate ",
              "DefaultCPUAllocator: can't allocate memory"),
          words(
              "resource-limit",
              Cause.RESOURCE_LIMIT,
              SPECIFIC,
              SYSTEM,
              "./run.sh: fork: retry: Resource temporarily unavailable",
              "Resource temporarily unavailable",
              "Too many open files",
              "can't start new thread",
              "unable to create native thread",
              "process count limits are big enough"),
          words(
              "device",
              Cause.DEVICE,
              SPECIFIC,
              SYSTEM,
              "OSError: [Errno 5] Input/output error: '/app/model'",
              "Input/output error",
              "Stale file handle",
              "Structure needs cleaning"),
          words(
              "crashed",
              Cause.CRASHED,
              SPECIFIC,
              "a shell says so of a program that the system has ended, or its runtime does",
              "./run.sh: line 88:   41 Segmentation fault      (core dumped) python a.py",
              "Segmentation fault",
              "Fatal Python error: ",
              "Illegal instruction",
              "Bus error",
              "Floating point exception",
              "double free",
              "free(): invalid",
              "malloc(): ",
              "munmap_chunk(): ",
              "corrupted size vs. prev_size",
              "stack smashing detected",
              "A fatal error has been detected by the Java Runtime Environment"),
          form(
              "aborted",
              Cause.CRASHED,
              MILD,
              "^(?:\\S{1,200}: line \\d{1,6}: +\\d{1,9} )?Aborted\\b",
              "what aborted usually said why in the line before",
              "Aborted (core dumped)",
              "Aborted"),
          form(
              "killed",
              Cause.KILLED,
              SPECIFIC,
              "^(?:\\S{1,200}: line \\d{1,6}: +\\d{1,9} )?(?:Killed|Terminated|Hangup)\\b",
              "a shell says so of a program that a signal has ended",
              "./run.sh: line 104: 128 Killed                  python a.py",
              "Killed",
              "Terminated",
              "Hangup"),
          form(
              "killed-by-number",
              Cause.KILLED,
              SPECIFIC,
              "\\b(?:terminated|killed|died) (?:by|with|from) signal \\d{1,2}\\b",
              "who has started a program says how it ended",
              "xargs: python: terminated by signal 9",
              "signal "),
          words(
              "command-time-limit",
              Cause.TIMED_OUT,
              SPECIFIC,
              "timeout(1) says so with --verbose",
              "timeout: sending signal TERM to command 'python'",
              "timeout: sending signal "),
          words(
              "read-only",
              Cause.PERMISSION,
              SPECIFIC,
              SYSTEM,
              "mkdir: cannot create directory '/app/logs': Read-only file system",
              "Read-only file system"));

  private MachineRules() {}
}
