package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The harness itself: the database answers, is private to this machine, and ends with us. */
class DynamoDbLocalIT {

  private static final long LIMIT_SECONDS = 60;

  @Test
  void itAnswersListTables() {
    assertAnswers(DynamoDbLocal.shared());
  }

  @Test
  void itIsSharedWithinThisJvm() {
    assertThat(DynamoDbLocal.shared()).isSameAs(DynamoDbLocal.shared());
  }

  /** Whoever listens on every interface answers at every loopback address as well. */
  @Test
  void itListensAtOneLoopbackAddressOnly() throws IOException {
    int port = DynamoDbLocal.shared().endpoint().getPort();

    connect("127.0.0.1", port);
    assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(ConnectException.class);
  }

  @Test
  void itEndsWithItsStdinAndComesBackAtTheSameAddress() throws Exception {
    DynamoDbLocal first = DynamoDbLocal.start(0);
    first.process().getOutputStream().close();
    first.process().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);

    try (DynamoDbLocal second = DynamoDbLocal.start(first.endpoint().getPort())) {
      assertThat(second.endpoint()).isEqualTo(first.endpoint());
      assertAnswers(second);
    }
  }

  private static void connect(String address, int port) throws IOException {
    new Socket(InetAddress.ofLiteral(address), port).close();
  }

  private static void assertAnswers(DynamoDbLocal database) {
    try (DynamoDbClient client = database.client()) {
      assertThat(client.listTables().tableNames()).isNotNull();
    }
  }
}
