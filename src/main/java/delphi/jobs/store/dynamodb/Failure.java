package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Written;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK's exceptions say of a request, in the terms of PROTOCOL, What an answer means. Only
 * DynamoDB's own word counts as a refusal; anything else says nothing of the row.
 *
 * @param why in short words, without a secret
 */
record Failure(Kind kind, String why) {
  /** What can be expected of asking again. */
  enum Kind {
    /** It may help, and nobody knows what became of this request. */
    UNAVAILABLE,
    /** It helps with a shorter row. */
    TOO_LARGE,
    /** It helps when the table has been made. */
    MISSING,
    /** It helps when the index has been made, or filled; the table is there. */
    MISSING_INDEX,
    /** It helps with other credentials or rights. */
    DENIED,
    /** It does not help. */
    INVALID;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int WORDS_MAX = 300;
  private static final int HTTP_SERVER_ERROR = 500;
  private static final int HTTP_TOO_LARGE = 413;

  /** The codes of 4xx answers that pass, beside those that the SDK knows as throttling. */
  private static final Set<String> PASSING =
      Set.of(
          "InternalFailure",
          "InternalServerError",
          "LimitExceededException",
          "ReplicatedWriteConflictException",
          "RequestTimeout",
          "RequestTimeoutException",
          "ServiceUnavailable",
          "TransactionConflictException",
          "TransactionInProgressException");

  /**
   * The message of these may repeat the request's headers, a session token among them, so only the
   * code is told.
   */
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private static final Set<String> NO_RIGHTS =
      Set.of("AccessDenied", "AccessDeniedException", "NotAuthorized", "UnauthorizedOperation");

  static Failure of(SdkException exception) {
    return switch (exception) {
      case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
          unavailable("no answer in time");
      case AwsServiceException answer -> ofAnswer(answer);
      case SdkException noAnswer -> ofNoAnswer(noAnswer);
    };
  }

  Written written(String request, String place) {
    String told = request + " at " + place + ": " + why;
    return switch (kind) {
      case UNAVAILABLE -> new Written.NoAnswer(told);
      case TOO_LARGE -> new Written.TooLarge(told);
      case MISSING, MISSING_INDEX, DENIED, INVALID -> new Written.Refused(told, remedy());
    };
  }

  StoreException exception(String request, String place, SdkException cause) {
    StoreException.Kind asking =
        switch (kind) {
          case UNAVAILABLE -> StoreException.Kind.UNAVAILABLE;
          case MISSING, MISSING_INDEX -> StoreException.Kind.MISSING;
          case DENIED -> StoreException.Kind.DENIED;
          case TOO_LARGE, INVALID -> StoreException.Kind.INVALID;
        };
    String told = request + " at " + place + ": " + why;
    // What AWS says of a refused signature must not be shown, not even in a stack trace.
    return kind == Kind.DENIED
        ? new StoreException(asking, told, remedy())
        : new StoreException(asking, told, remedy(), cause);
  }

  private String remedy() {
    return switch (kind) {
      case UNAVAILABLE -> "Check that DynamoDB is up and that the endpoint and region are right.";
      case TOO_LARGE -> "Shorten what is stored in the row.";
      case MISSING -> "Create it with `delphi init`, or check --table, --region, --endpoint-url.";
      case MISSING_INDEX -> "Add the index to the table; `delphi init` says which keys it needs.";
      case DENIED ->
          "Check the AWS credentials (AWS_ACCESS_KEY_ID, AWS_PROFILE, or the machine's role), their"
              + " rights on the table and its indexes, and this machine's clock.";
      case INVALID -> "This is a defect, or a DynamoDB that differs; please report the message.";
    };
  }

  private static Failure ofAnswer(AwsServiceException answer) {
    String code = code(answer);
    int status = answer.statusCode();
    if (answer.isThrottlingException()) {
      return unavailable("throttled");
    }
    if (status >= HTTP_SERVER_ERROR || PASSING.contains(code)) {
      return unavailable("HTTP " + status + (code.isEmpty() ? "" : " " + code));
    }
    if (status == HTTP_TOO_LARGE) {
      return new Failure(Kind.TOO_LARGE, "the request is too large");
    }
    if (code.isEmpty()) {
      return unavailable("HTTP " + status + ", and not from DynamoDB");
    }
    if (BAD_CREDENTIALS.contains(code)) {
      return new Failure(Kind.DENIED, code);
    }
    String message = code + ", " + message(answer);
    if (NO_RIGHTS.contains(code)) {
      return new Failure(Kind.DENIED, firstLine(message));
    }
    if (code.equals("ResourceNotFoundException")) {
      return new Failure(Kind.MISSING, "there is no such table");
    }
    return new Failure(ofValidation(message(answer)), firstLine(message));
  }

  /** DynamoDB has one code for all of these, so its words decide; tests hold them. */
  private static Kind ofValidation(String message) {
    if (message.startsWith("Item size ")) {
      return Kind.TOO_LARGE;
    }
    boolean missesIndex =
        message.contains("does not have the specified index") || message.contains("backfilling");
    return missesIndex ? Kind.MISSING_INDEX : Kind.INVALID;
  }

  private static Failure ofNoAnswer(SdkException exception) {
    String message = String.valueOf(exception.getMessage());
    if (message.startsWith("Unable to load credentials")) {
      return new Failure(Kind.DENIED, "no AWS credentials were found");
    }
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The socket's time-out and that of a try are the same; either may be first.
    return root instanceof SocketTimeoutException
        ? unavailable("no answer in time")
        : unavailable(firstLine(root.getClass().getSimpleName() + ", " + root.getMessage()));
  }

  private static Failure unavailable(String why) {
    return new Failure(Kind.UNAVAILABLE, why);
  }

  private static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String message(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorMessage() == null ? "" : details.errorMessage();
  }

  private static String firstLine(String words) {
    String line = words.lines().findFirst().orElse("");
    return line.length() <= WORDS_MAX ? line : line.substring(0, WORDS_MAX) + "…";
  }
}
