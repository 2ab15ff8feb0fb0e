package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What the system and the clients of networks say. */
final class NetworkRules {
  private static final String SYSTEM = "the system's own words for the error, or a client's";

  static final List<Rule> LIST =
      List.of(
          words(
              "network-dns",
              Cause.NETWORK_DNS,
              SPECIFIC,
              SYSTEM,
              "curl: (6) Could not resolve host: api.example.org",
              "Name or service not known",
              "Temporary failure in name resolution",
              "nodename nor servname provided",
              "No address associated with hostname",
              "Could not resolve host",
              "getaddrinfo ENOTFOUND",
              "getaddrinfo EAI_AGAIN",
              "Failed to resolve '"),
          words(
              "network-tls",
              Cause.NETWORK_TLS,
              SPECIFIC,
              SYSTEM,
              "curl: (60) SSL certificate problem: unable to get local issuer certificate",
              "CERTIFICATE_VERIFY_FAILED",
              "SSL certificate problem",
              "certificate verify failed",
              "WRONG_VERSION_NUMBER",
              "SSL routines:",
              "[SSL: ",
              "unable to verify the first certificate",
              "PKIX path building failed"),
          words(
              "network-refused",
              Cause.NETWORK_REFUSED,
              SPECIFIC,
              SYSTEM,
              "curl: (7) Failed to connect to ollama port 11434 after 2 ms: Connection refused",
              "Connection refused",
              "ECONNREFUSED",
              "All connection attempts failed"),
          words(
              "network-reset",
              Cause.NETWORK_RESET,
              SPECIFIC,
              SYSTEM,
              "ConnectionResetError: [Errno 104] Connection reset by peer",
              "Connection reset by peer",
              "ECONNRESET",
              "Broken pipe",
              "Remote end closed connection",
              "Server disconnected without sending a response",
              "socket hang up",
              "Empty reply from server",
              "Connection aborted"),
          words(
              "network-timed-out",
              Cause.NETWORK_TIMED_OUT,
              SPECIFIC,
              SYSTEM,
              "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
              "Operation timed out",
              "Connection timed out",
              "ETIMEDOUT",
              "Read timed out",
              "The read operation timed out",
              "Request timed out"),
          words(
              "network-unreachable",
              Cause.NETWORK_UNREACHABLE,
              SPECIFIC,
              SYSTEM,
              "OSError: [Errno 113] No route to host",
              "No route to host",
              "Network is unreachable",
              "EHOSTUNREACH",
              "ENETUNREACH",
              "Cannot connect to the Docker daemon",
              "We couldn't connect to 'http"),
          words(
              "address-in-use",
              Cause.ADDRESS_IN_USE,
              SPECIFIC,
              SYSTEM,
              "OSError: [Errno 98] Address already in use",
              "Address already in use",
              "EADDRINUSE",
              "port is already allocated"));

  private NetworkRules() {}
}
