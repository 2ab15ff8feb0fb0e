package delphi.jobs.engine;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.OrderEntry;
import delphi.jobs.store.journal.PackedChunk;
import delphi.jobs.store.memory.MemoryJournal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A journal in memory that answers as a test says. */
final class HandJournal implements Journal {
  private final MemoryJournal journal = new MemoryJournal();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile UnaryOperator<Added> answers = UnaryOperator.identity();
  private volatile boolean takes = true;
  private volatile boolean hangs;
  private volatile @Nullable Booked orders;

  /** From now on it takes nothing, and says this. */
  void refuse(Added answer) {
    takes = false;
    answers = _ -> answer;
  }

  /** It takes the next few chunks, and its answers get lost. */
  void loseAnswers(int count) {
    AtomicInteger left = new AtomicInteger(count);
    answers =
        added -> left.getAndDecrement() > 0 ? new Added.Unclear("the answer got lost") : added;
  }

  /** From now on it does not answer, until it is released. */
  void hang() {
    hangs = true;
  }

  void release() {
    hangs = false;
    released.countDown();
  }

  int asked() {
    return asked.get();
  }

  @Override
  public Added add(PackedChunk chunk) {
    asked.incrementAndGet();
    if (hangs) {
      try {
        released.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return answers.apply(takes ? journal.add(chunk) : new Added.Done());
  }

  /** From now on the order book says this to whoever asks. */
  void answerOrders(Booked answer) {
    orders = answer;
  }

  @Override
  public Booked book(OrderEntry entry, @Nullable OrderEntry before) {
    Booked answer = orders;
    return answer == null ? journal.book(entry, before) : answer;
  }

  @Override
  public List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look) {
    return journal.chunks(jobId, after, limit, look);
  }

  List<PackedChunk> chunks(String jobId) {
    return chunks(jobId, null, Integer.MAX_VALUE, Look.CERTAIN);
  }

  /** The texts of all lines of a job. */
  List<String> texts(String jobId) {
    return chunks(jobId).stream()
        .flatMap(chunk -> ChunkText.unpack(chunk).records().stream())
        .map(each -> each instanceof LogRecord.Line line ? line.text() : each.toString())
        .toList();
  }
}
