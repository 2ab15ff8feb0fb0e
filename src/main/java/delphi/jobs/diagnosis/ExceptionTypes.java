package delphi.jobs.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the type of an exception says where its message says nothing more, in three languages. */
final class ExceptionTypes {
  private static final Map<String, Cause> CAUSES = new HashMap<>();

  /** Programs look, try and convert, and handle what comes of it: nobody's failure by itself. */
  private static final Set<Cause> ORDINARY =
      Set.of(
          Cause.MODULE_MISSING,
          Cause.WRONG_NAME,
          Cause.WRONG_TYPE,
          Cause.WRONG_VALUE,
          Cause.MISSING_KEY,
          Cause.CONFIGURATION);

  /** What says no more than that a program is wrong; the message of another may say more. */
  private static final Set<Cause> PLAIN =
      Set.of(
          Cause.MODULE_MISSING,
          Cause.WRONG_NAME,
          Cause.WRONG_TYPE,
          Cause.WRONG_VALUE,
          Cause.MISSING_KEY,
          Cause.ARITHMETIC,
          Cause.ASSERTION,
          Cause.EXCEPTION,
          Cause.COMMAND_FAILED);

  static {
    of(Cause.MODULE_MISSING, "ModuleNotFoundError", "ImportError", "ClassNotFoundException");
    of(Cause.MODULE_MISSING, "NoClassDefFoundError", "UnsatisfiedLinkError");
    of(Cause.SYNTAX, "SyntaxError", "IndentationError", "TabError");
    of(Cause.ASSERTION, "AssertionError");
    of(Cause.WRONG_NAME, "NameError", "AttributeError", "UnboundLocalError", "ReferenceError");
    of(Cause.WRONG_NAME, "NullPointerException", "NoSuchMethodError", "NoSuchFieldError");
    of(Cause.WRONG_TYPE, "TypeError", "TypingError", "ClassCastException");
    of(Cause.WRONG_VALUE, "ValueError", "IllegalArgumentException", "RangeError");
    of(Cause.WRONG_VALUE, "NumberFormatException");
    of(Cause.MISSING_KEY, "KeyError", "IndexError", "LookupError", "NoSuchElementException");
    of(Cause.MISSING_KEY, "IndexOutOfBoundsException", "ArrayIndexOutOfBoundsException");
    of(Cause.ARITHMETIC, "ZeroDivisionError", "OverflowError", "FloatingPointError");
    of(Cause.ARITHMETIC, "ArithmeticException", "LinAlgError", "ArpackNoConvergence");
    of(Cause.RECURSION, "RecursionError", "StackOverflowError");
    of(Cause.BAD_DATA, "JSONDecodeError", "UnicodeDecodeError", "UnicodeEncodeError", "EOFError");
    of(Cause.BAD_DATA, "ParserError", "EmptyDataError", "ParseError", "UnpicklingError");
    of(Cause.BAD_DATA, "ValidationError", "BadZipFile", "BadGzipFile", "YAMLError", "DataError");
    of(Cause.BAD_DATA, "JsonParseException", "MalformedInputException", "ScannerError");
    of(Cause.BAD_USAGE, "ArgumentError", "UsageError", "BadParameter", "MissingParameter");
    of(Cause.COMMAND_FAILED, "CalledProcessError");
    of(Cause.TIMED_OUT, "TimeoutExpired");
    of(Cause.FILE_MISSING, "FileNotFoundError", "NotADirectoryError", "IsADirectoryError");
    of(Cause.FILE_MISSING, "FileNotFoundException", "NoSuchFileException");
    of(Cause.PERMISSION, "PermissionError", "AccessDeniedException");
    of(Cause.OUT_OF_MEMORY, "MemoryError", "_ArrayMemoryError", "OutOfMemoryError");
    of(Cause.INTERRUPTED, "KeyboardInterrupt", "InterruptedException");
    of(Cause.NETWORK_DNS, "gaierror", "NameResolutionError", "UnknownHostException");
    of(Cause.NETWORK_DNS, "ClientConnectorDNSError");
    of(Cause.NETWORK_REFUSED, "ConnectionRefusedError", "ConnectException");
    of(Cause.NETWORK_RESET, "ConnectionResetError", "BrokenPipeError", "ConnectionAbortedError");
    of(Cause.NETWORK_RESET, "RemoteDisconnected", "IncompleteRead", "ProtocolError");
    of(Cause.NETWORK_RESET, "RemoteProtocolError", "ConnectionClosedError", "ChunkedEncodingError");
    of(Cause.NETWORK_RESET, "ServerDisconnectedError", "ReadError", "WriteError");
    of(Cause.NETWORK_TLS, "SSLError", "SSLCertVerificationError", "SSLHandshakeException");
    of(Cause.NETWORK_TLS, "SSLEOFError", "SSLZeroReturnError", "CertificateError");
    of(Cause.NETWORK_TIMED_OUT, "TimeoutError", "timeout", "ReadTimeout", "ConnectTimeout");
    of(Cause.NETWORK_TIMED_OUT, "WriteTimeout", "PoolTimeout", "ReadTimeoutError", "Timeout");
    of(Cause.NETWORK_TIMED_OUT, "ConnectTimeoutError", "APITimeoutError", "ServerTimeoutError");
    of(Cause.NETWORK_TIMED_OUT, "SocketTimeoutException", "HttpTimeoutException");
    of(Cause.NETWORK_UNREACHABLE, "APIConnectionError", "ConnectError", "NewConnectionError");
    of(Cause.NETWORK_UNREACHABLE, "ConnectionError", "MaxRetryError", "NoRouteToHostException");
    of(Cause.NETWORK_UNREACHABLE, "ClientConnectorError");
    of(Cause.HTTP_ERROR, "HTTPError", "HTTPStatusError", "ClientResponseError");
    of(Cause.DATABASE_CONSTRAINT, "IntegrityError", "UniqueViolation", "ForeignKeyViolation");
    of(Cause.DATABASE_CONSTRAINT, "NotNullViolation", "CheckViolation");
    of(Cause.DATABASE_MISSING_TABLE, "UndefinedTable", "UndefinedColumn", "InvalidCatalogName");
    of(Cause.DATABASE_DEADLOCK, "DeadlockDetected", "LockNotAvailable", "SerializationFailure");
    of(Cause.DATABASE_AUTHENTICATION, "InsufficientPrivilege", "InvalidPassword");
    of(Cause.DATABASE_UNREACHABLE, "InterfaceError", "TooManyConnections", "AdminShutdown");
    of(Cause.DATABASE_ERROR, "OperationalError", "ProgrammingError", "DatabaseError");
    of(Cause.DATABASE_ERROR, "InternalError", "SQLException", "PSQLException", "QueryCanceled");
    of(Cause.DATABASE_ERROR, "InvalidTextRepresentation", "NumericValueOutOfRange");
    of(
        Cause.PROVIDER_OVERLOADED,
        "OverloadedError",
        "InternalServerError",
        "ServiceUnavailableError");
    of(Cause.AWS_UNREACHABLE, "EndpointConnectionError");
    of(Cause.AWS_CREDENTIALS, "NoCredentialsError", "PartialCredentialsError", "NoRegionError");
    of(Cause.AWS_CREDENTIALS, "ProfileNotFound", "TokenRetrievalError", "SSOTokenLoadError");
    of(Cause.AWS_ERROR, "ClientError", "ParamValidationError", "BotoCoreError");
  }

  private ExceptionTypes() {}

  private static void of(Cause cause, String... names) {
    for (String name : names) {
      CAUSES.put(name, cause);
    }
  }

  /** Null for one that is not known. */
  static @Nullable Cause of(String name) {
    Cause known = CAUSES.get(name);
    if (known != null) {
      return known;
    }
    // Libraries name their own kinds after those that everybody knows.
    if (name.endsWith("DecodeError")
        || name.endsWith("ParseError")
        || name.endsWith("ParserError")) {
      return Cause.BAD_DATA;
    }
    if (name.endsWith("TimeoutError") || name.endsWith("Timeout")) {
      return Cause.NETWORK_TIMED_OUT;
    }
    return name.endsWith("ConnectionError") ? Cause.NETWORK_UNREACHABLE : null;
  }

  static boolean isOrdinary(Cause cause) {
    return ORDINARY.contains(cause);
  }

  static boolean isPlain(Cause cause) {
    return PLAIN.contains(cause);
  }
}
