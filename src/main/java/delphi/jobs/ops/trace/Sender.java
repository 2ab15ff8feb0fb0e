package delphi.jobs.ops.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Says once that a receiver takes nothing, and once that it does again. What it does not take is
 * lost; nobody waits for it.
 */
final class Sender {
  private final String what;
  private final Consumer<String> complaint;
  private final AtomicBoolean isLost = new AtomicBoolean();

  /**
   * @param what is sent, and where to, in words
   */
  Sender(String what, Consumer<String> complaint) {
    this.what = what;
    this.complaint = complaint;
  }

  CompletableResultCode watched(CompletableResultCode result) {
    return result.whenComplete(() -> {
      if (result.isSuccess()) {
        if (isLost.getAndSet(false)) {
          complaint.accept(what + " are taken again");
        }
      } else if (!isLost.getAndSet(true)) {
        complaint.accept(what + " are not taken, and are lost until they are; jobs go on");
      }
    });
  }
}
