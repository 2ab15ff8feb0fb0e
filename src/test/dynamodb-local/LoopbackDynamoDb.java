import java.io.IOException;
import java.io.PrintStream;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, in memory and shared by all credentials, on the loopback address only: its own
 * main binds every interface. Run as a source file with its jars on the class path. It says its
 * port in one line on stdout and ends when stdin does, so it never outlives who started it.
 */
final class LoopbackDynamoDb {

  private LoopbackDynamoDb() {}

  public static void main(String[] args) throws Exception {
    // Whatever the libraries print goes to stderr: stdout says the port, and nothing else.
    PrintStream announcements = System.out;
    System.setOut(System.err);

    boolean inMemory = true;
    boolean sharedDb = true;
    boolean delayTransientStatuses = false;
    var handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, inMemory, null, sharedDb, delayTransientStatuses),
            null);
    var server = new DynamoDBProxyServer(Integer.parseInt(args[0]), handler);
    var connector = (ServerConnector) handler.getServer().getConnectors()[0];
    connector.setHost("127.0.0.1");
    // Not start(): that one also reports to its maker that it was started.
    server.safeStart();
    announcements.println(connector.getLocalPort());

    untilEndOfInput();
    Runtime.getRuntime().halt(0);
  }

  private static void untilEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Only the end of the input says something.
    }
  }
}
