package delphi.jobs.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How a running poller hears that it shall stop, and then that it shall hurry. */
@FunctionalInterface
interface StopSignals {
  /**
   * Listens from now on; both must be quick.
   *
   * @param first runs on the first signal
   * @param further runs on each further one
   */
  void listen(Runnable first, Runnable further);

  /**
   * SIGTERM and SIGINT. The JVM's own way, a shutdown hook, hears only the first. Where this JVM
   * offers no signals, they end it as they always did.
   */
  static StopSignals real() {
    return (first, further) -> {
      AtomicInteger heard = new AtomicInteger();
      Runnable reaction = () -> (heard.getAndIncrement() == 0 ? first : further).run();
      try {
        handle("TERM", reaction);
        handle("INT", reaction);
      } catch (ReflectiveOperationException notHere) {
        Runtime.getRuntime().addShutdownHook(new Thread(first, "stop"));
      }
    };
  }

  /**
   * By reflection, because the class belongs to no module that promises to keep it, and naming it
   * is a warning that cannot be switched off where it stands.
   */
  private static void handle(String name, Runnable reaction) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler call = new Reaction(reaction);
    Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }

  /** Answers the one call of a signal handler. */
  record Reaction(Runnable runnable) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      if (method.getName().equals("handle")) {
        runnable.run();
      }
      return null;
    }
  }
}
