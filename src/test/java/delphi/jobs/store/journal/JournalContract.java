package delphi.jobs.store.journal;

import static delphi.jobs.store.journal.Chunks.packed;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.journal.Journal.Look;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every journal must do: the test of an adapter extends this and gives it an empty one for
 * each test.
 */
public abstract class JournalContract {
  private static final int ALL = 1_000;

  private final String job = UUID.randomUUID().toString();

  protected abstract Journal journal() throws Exception;

  @Test
  void whatWasAddedIsReadAsItWas() throws Exception {
    Journal journal = journal();
    PackedChunk chunk = packed(job, 2, 0, "Füße 🎈");

    assertThat(journal.add(chunk)).isEqualTo(new Added.Done());

    assertThat(all(journal, null)).containsExactly(chunk);
    assertThat(ChunkText.unpack(all(journal, null).getFirst()).records())
        .containsExactly(Chunks.line(1, "Füße 🎈"));
  }

  @Test
  void theSameChunkAgainIsAsGoodAsOnce() throws Exception {
    Journal journal = journal();
    PackedChunk chunk = packed(job, 2, 0, "once");
    journal.add(chunk);

    assertThat(journal.add(chunk)).isEqualTo(new Added.Done());

    assertThat(all(journal, null)).containsExactly(chunk);
  }

  @Test
  void anotherChunkAtTheSamePlaceIsRefusedAndChangesNothing() throws Exception {
    Journal journal = journal();
    PackedChunk first = packed(job, 2, 0, "first");
    journal.add(first);

    assertThat(journal.add(packed(job, 2, 0, "other"))).isInstanceOf(Added.Taken.class);

    assertThat(all(journal, null)).containsExactly(first);
  }

  @Test
  void chunksComeInTheOrderOfClaimsAndNumbers() throws Exception {
    Journal journal = journal();
    for (ChunkKey key :
        List.of(key(10, 0), key(2, 10), key(2, 9), key(2, 0), key(10, 1), key(9, 100))) {
      journal.add(packed(job, key.claim(), key.number(), key.toString()));
    }

    assertThat(keys(all(journal, null)))
        .containsExactly(key(2, 0), key(2, 9), key(2, 10), key(9, 100), key(10, 0), key(10, 1));
  }

  @Test
  void aReaderGoesOnBehindWhatItHasSeen() throws Exception {
    Journal journal = journal();
    for (int number = 0; number < 5; number++) {
      journal.add(packed(job, 2, number, "chunk " + number));
    }
    journal.add(packed(job, 4, 0, "the next claim"));

    assertThat(keys(journal.chunks(job, null, 2, Look.CHEAP)))
        .containsExactly(key(2, 0), key(2, 1));
    assertThat(keys(journal.chunks(job, key(2, 1), 2, Look.CERTAIN)))
        .containsExactly(key(2, 2), key(2, 3));
    assertThat(keys(all(journal, key(2, 3)))).containsExactly(key(2, 4), key(4, 0));
    assertThat(all(journal, key(4, 0))).isEmpty();
    assertThat(keys(all(journal, key(3, 7)))).containsExactly(key(4, 0));
  }

  @Test
  void jobsDoNotSeeEachOthersChunks() throws Exception {
    Journal journal = journal();
    journal.add(packed(job, 2, 0, "mine"));
    journal.add(packed(job + "x", 2, 0, "other"));

    assertThat(all(journal, null)).hasSize(1);
    assertThat(all(journal, null).getFirst().jobId()).isEqualTo(job);
    assertThat(journal.chunks("nobody", null, ALL, Look.CERTAIN)).isEmpty();
  }

  @Test
  void theLargestChunksAreTakenAndManyOfThemRead() throws Exception {
    Journal journal = journal();
    byte[] noise = new byte[PackedChunk.PAYLOAD_BYTES_MAX];
    RandomGeneratorFactory.getDefault().create(7).nextBytes(noise);
    for (int number = 0; number < 4; number++) {
      PackedChunk large =
          new PackedChunk(job, key(2, number), ByteBuffer.wrap(noise), Chunks.LATER);
      assertThat(journal.add(large)).isEqualTo(new Added.Done());
    }

    assertThat(all(journal, null))
        .hasSize(4)
        .allMatch(chunk -> chunk.payload().equals(ByteBuffer.wrap(noise)));
  }

  private List<PackedChunk> all(Journal journal, @Nullable ChunkKey after) {
    return journal.chunks(job, after, ALL, Look.CERTAIN);
  }

  private static List<ChunkKey> keys(List<PackedChunk> chunks) {
    return chunks.stream().map(PackedChunk::key).toList();
  }

  private static ChunkKey key(long claim, int number) {
    return new ChunkKey(claim, number);
  }

  @Test
  void whoOrdersIsEnteredOnce() throws Exception {
    Journal journal = journal();
    OrderEntry first = order("a");

    assertThat(journal.book(first, null)).isEqualTo(new Booked.Done());

    assertThat(journal.book(first, null)).as("the same again").isEqualTo(new Booked.Done());
    assertThat(journal.book(order("b"), null)).isEqualTo(new Booked.Taken(first));
  }

  @Test
  void onlyTheEntryThatWasSeenIsReplaced() throws Exception {
    Journal journal = journal();
    OrderEntry first = order("a");
    OrderEntry second = order("b");
    journal.book(first, null);

    assertThat(journal.book(order("c"), second)).isEqualTo(new Booked.Taken(first));
    assertThat(journal.book(second, first)).isEqualTo(new Booked.Done());
    assertThat(journal.book(second, first)).as("the same again").isEqualTo(new Booked.Done());
    assertThat(journal.book(order("c"), first)).isEqualTo(new Booked.Taken(second));
  }

  @Test
  void anEntryThatIsGoneIsNotMissed() throws Exception {
    assertThat(journal().book(order("b"), order("a"))).isEqualTo(new Booked.Done());
  }

  @Test
  void othersThatAskForSomethingElseAreNotInTheWay() throws Exception {
    Journal journal = journal();
    journal.book(order("a"), null);

    OrderEntry other = OrderEntry.of("else " + job, "b", "dj-b", Chunks.NOON);
    assertThat(journal.book(other, null)).isEqualTo(new Booked.Done());
  }

  private OrderEntry order(String jobId) {
    return OrderEntry.of("the same " + job, jobId, "dj-" + jobId, Chunks.NOON);
  }
}
