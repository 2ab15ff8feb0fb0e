package delphi.jobs;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds compiled classes against the house rules: who may use whom, who may read the wall clock,
 * who may start a thread.
 */
final class Floors {

  /** A package, the floors below that it may use, and the outside libraries that it may touch. */
  record Floor(String name, Set<String> floors, Set<String> libraries) {

    private boolean mayTouch(String type) {
      if (type.startsWith(ROOT)) {
        String other = floorNameOf(type);
        return other.equals(name) || name.equals(ROOF) || floors.contains(other);
      }
      if (name.equals(ROOF)) {
        return !type.startsWith(AWS);
      }
      boolean plainJava = type.startsWith("java.") && !type.startsWith("java.sql.");
      return plainJava
          || type.startsWith("org.jspecify.")
          || libraries.stream().anyMatch(type::startsWith);
    }
  }

  private static final String ROOT = "delphi.jobs.";
  private static final String ROOF = "app";
  private static final String JSON = "tools.jackson.";
  private static final String AWS = "software.amazon.awssdk.";
  private static final Set<String> LOGGING = Set.of("org.slf4j.", "ch.qos.logback.");

  /** From the ground up: a floor names only floors above it in this list, so there is no circle. */
  static final List<Floor> HOUSE =
      List.of(
          new Floor("diagnosis", Set.of(), Set.of()),
          new Floor("job", Set.of(), Set.of()),
          new Floor("process", Set.of(), Set.of()),
          new Floor("store.row", Set.of("job"), Set.of(JSON)),
          new Floor("store", Set.of("job", "store.row"), Set.of()),
          new Floor("migration", Set.of("job", "store.row", "store"), Set.of()),
          new Floor("store.journal", Set.of("job", "store"), Set.of(JSON)),
          new Floor("store.register", Set.of("store"), Set.of()),
          new Floor("retention", Set.of("job", "store", "store.row", "store.register"), Set.of()),
          new Floor("retention.s3", Set.of("retention"), Set.of(AWS)),
          new Floor("cost", Set.of("store", "store.row", "store.register"), Set.of(JSON)),
          new Floor("store.roster", Set.of("job", "store"), Set.of(JSON)),
          new Floor("experience", Set.of("job", "store", "store.register"), Set.of()),
          new Floor("store.chronicle", Set.of("job", "store.row", "store"), Set.of(JSON)),
          new Floor(
              "store.memory",
              Set.of(
                  "job",
                  "store",
                  "store.row",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.chronicle"),
              Set.of()),
          new Floor(
              "store.dynamodb",
              Set.of(
                  "job",
                  "store",
                  "store.row",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.chronicle"),
              Set.of(AWS, "javax.net.ssl.")),
          new Floor(
              "store.sql",
              Set.of(
                  "job",
                  "store",
                  "store.row",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.chronicle"),
              Set.of("java.sql.", "javax.sql.", "org.sqlite.")),
          new Floor(
              "explain",
              Set.of("job", "store", "store.row", "store.roster", "store.chronicle"),
              Set.of()),
          new Floor("store.spool", Set.of("job", "store"), Set.of(JSON)),
          new Floor("handler", Set.of("diagnosis", "job", "process"), Set.of(JSON)),
          new Floor(
              "engine",
              Set.of(
                  "job",
                  "cost",
                  "store",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "experience",
                  "store.chronicle",
                  "process",
                  "handler"),
              Set.of()),
          new Floor(
              "simulation",
              Set.of(
                  "job",
                  "cost",
                  "process",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.roster",
                  "explain",
                  "store.chronicle",
                  "store.memory",
                  "handler",
                  "engine"),
              Set.of()),
          new Floor("demand", Set.of("job", "store", "handler", "engine"), Set.of()),
          new Floor("service", Set.of("engine"), Set.of()),
          new Floor("ops", Set.of("job", "cost", "engine", "store", "process", "handler"), LOGGING),
          new Floor(
              "stats", Set.of("job", "cost", "store.row", "store", "store.register"), Set.of()),
          new Floor(
              "overview",
              Set.of("job", "store.row", "store", "store.register", "store.roster", "experience"),
              Set.of()),
          new Floor(
              "desk",
              Set.of(
                  "diagnosis",
                  "job",
                  "migration",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.register",
                  "experience",
                  "store.roster",
                  "store.chronicle",
                  "explain",
                  "handler",
                  "demand",
                  "ops"),
              Set.of(JSON)),
          new Floor(
              "ops.metrics",
              Set.of("diagnosis", "job", "store.row", "store", "store.roster", "engine"),
              Set.of("io.micrometer.", "io.prometheus.metrics.")),
          new Floor(
              "ops.hook",
              Set.of("job", "engine", "store", "store.spool"),
              Set.of(JSON, "javax.crypto.")),
          new Floor(
              "ops.trace",
              Set.of("job", "engine", "process"),
              Set.of("io.opentelemetry.", "io.prometheus.metrics.")),
          new Floor(
              "app.bench",
              Set.of(
                  "job",
                  "process",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.chronicle",
                  "store.memory",
                  "store.dynamodb",
                  "store.sql",
                  "store.spool",
                  "handler",
                  "experience",
                  "engine",
                  "ops"),
              Set.of("com.sun.management.")),
          new Floor(
              "app.doctor",
              Set.of(
                  "job",
                  "process",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.dynamodb",
                  "store.sql",
                  "store.spool",
                  "migration",
                  "retention",
                  "handler",
                  "engine",
                  "demand"),
              Set.of()),
          new Floor("app.bundle", Set.of("job", "handler", "process", "engine"), Set.of(JSON)),
          new Floor("app.screen", Set.of(), Set.of()),
          new Floor(
              "app.top",
              Set.of("job", "store.roster", "experience", "overview", "app.screen"),
              Set.of()),
          new Floor("app.chaos", Set.of("job", "store.row", "store", "engine"), Set.of()),
          new Floor(
              "web",
              Set.of(
                  "diagnosis",
                  "job",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.chronicle",
                  "experience",
                  "explain",
                  "handler",
                  "demand",
                  "ops",
                  "stats",
                  "overview",
                  "desk"),
              Set.of(JSON, "io.javalin.", "org.eclipse.jetty.", "jakarta.servlet.", "kotlin.")),
          new Floor(
              "web.pages",
              Set.of(
                  "diagnosis",
                  "job",
                  "migration",
                  "store.row",
                  "store",
                  "store.journal",
                  "store.register",
                  "store.roster",
                  "store.chronicle",
                  "experience",
                  "explain",
                  "handler",
                  "stats",
                  "overview",
                  "desk",
                  "web"),
              Set.of(JSON, "io.javalin.", "gg.jte.", "jakarta.servlet.", "kotlin.")),
          // The roof uses every floor and, but for the AWS SDK, every library.
          new Floor(ROOF, Set.of(), Set.of()));

  /** Nobody waits by time, not even the roof. */
  private static final Pattern SLEEP =
      Pattern.compile("java\\.(lang\\.Thread|util\\.concurrent\\.TimeUnit)#sleep\\(.*");

  /** The wall clock is read at the roof, and handed down. */
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "java\\.time\\.\\w+#now\\(\\).*|java\\.time\\.(Clock|InstantSource)#system.*"
              + "|java\\.lang\\.System#currentTimeMillis.*|java\\.util\\.Date#<init>\\(\\).*");

  private static final Pattern THREAD =
      Pattern.compile(
          "java\\.lang\\.Thread#(<init>|start|startVirtualThread|ofVirtual|ofPlatform)\\(.*"
              + "|java\\.util\\.concurrent\\.Executors#.*|java\\.util\\.Timer#.*"
              + "|java\\.util\\.concurrent\\.\\w+Pool(Executor)?#<init>.*"
              + "|java\\.util\\.concurrent\\.CompletableFuture#\\w+Async\\(.*");

  private static final Set<String> STARTS_THREADS =
      Set.of("engine", "process", "simulation", "ops", "web", ROOF);

  /** Type names inside descriptors and generic signatures, which no class entry mentions. */
  private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  private Floors() {}

  /** Every broken rule of one class, in words; empty when it keeps them all. */
  static List<String> violations(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    String self = model.thisClass().asInternalName().replace('/', '.');
    Floor home = floorOf(self);
    var found = new ArrayList<String>();
    for (String type : typesIn(model)) {
      if (!home.mayTouch(type)) {
        found.add(self + " uses " + type);
      }
    }
    for (String call : callsIn(model)) {
      boolean sleeps = SLEEP.matcher(call).matches();
      boolean readsClock = !home.name().equals(ROOF) && WALL_CLOCK.matcher(call).matches();
      boolean startsThread =
          !STARTS_THREADS.contains(home.name()) && THREAD.matcher(call).matches();
      if (sleeps || readsClock || startsThread) {
        found.add(self + " calls " + call);
      }
    }
    return found;
  }

  /** Calls that wait by time: forbidden in tests as well, where the other rules do not hold. */
  static List<String> sleeps(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    return callsIn(model).stream().filter(call -> SLEEP.matcher(call).matches()).toList();
  }

  private static Floor floorOf(String type) {
    String name = floorNameOf(type);
    return HOUSE.stream()
        .filter(floor -> floor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("package " + ROOT + name + " has no floor in HOUSE"));
  }

  private static String floorNameOf(String type) {
    return type.substring(ROOT.length(), Math.max(ROOT.length(), type.lastIndexOf('.')));
  }

  private static Set<String> typesIn(ClassModel model) {
    var types = new TreeSet<String>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
        types.add(type.asInternalName().replace('/', '.'));
      } else if (entry instanceof Utf8Entry text) {
        TYPE_IN_DESCRIPTOR
            .matcher(text.stringValue())
            .results()
            .forEach(match -> types.add(match.group(1).replace('/', '.')));
      }
    }
    return types;
  }

  private static List<String> callsIn(ClassModel model) {
    var calls = new ArrayList<String>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        String owner = member.owner().asInternalName().replace('/', '.');
        calls.add(owner + "#" + member.name().stringValue() + member.type().stringValue());
      }
    }
    return calls;
  }
}
