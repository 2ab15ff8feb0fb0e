package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rule.Weight.TELLING;
import static delphi.jobs.diagnosis.Rules.form;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What Amazon's services say, through boto3 and their command line. */
final class AwsRules {
  private static final String CODES = "the code of an AWS error stands in brackets, and is fixed";

  static final List<Rule> LIST =
      List.of(
          words(
              "aws-item-too-large",
              Cause.AWS_ITEM_TOO_LARGE,
              TELLING,
              "comes as a ValidationException, but what helps is a smaller item",
              "(ValidationException): Item size has exceeded the maximum allowed size",
              "Item size has exceeded",
              "Item size to update has exceeded",
              "(ItemCollectionSizeLimitExceededException)"),
          words(
              "aws-throttled",
              Cause.AWS_THROTTLED,
              TELLING,
              CODES,
              "An error occurred (ThrottlingException) when calling the Query operation",
              "(ProvisionedThroughputExceededException)",
              "(ThrottlingException)",
              "(Throttling)",
              "(ThrottledException)",
              "(RequestLimitExceeded)",
              "(TooManyRequestsException)",
              "(SlowDown)"),
          words(
              "aws-credentials",
              Cause.AWS_CREDENTIALS,
              TELLING,
              CODES,
              "An error occurred (ExpiredTokenException) when calling the PutItem operation",
              "(ExpiredTokenException)",
              "(ExpiredToken)",
              "(UnrecognizedClientException)",
              "(InvalidClientTokenId)",
              "(InvalidAccessKeyId)",
              "(SignatureDoesNotMatch)",
              "(InvalidSignatureException)",
              "(MissingAuthenticationToken",
              "Unable to locate credentials",
              "Partial credentials found",
              "You must specify a region"),
          words(
              "aws-access-denied",
              Cause.AWS_ACCESS_DENIED,
              TELLING,
              CODES,
              "An error occurred (AccessDenied) when calling the PutObject operation",
              "(AccessDeniedException)",
              "(AccessDenied)",
              "(UnauthorizedOperation)",
              "(AllAccessDisabled)"),
          form(
              "aws-forbidden",
              Cause.AWS_ACCESS_DENIED,
              TELLING,
              "\\(403\\) when calling the ",
              "S3 answers a HEAD with nothing but the status",
              "An error occurred (403) when calling the HeadObject operation: Forbidden",
              "(403)"),
          words(
              "s3-missing",
              Cause.S3_MISSING,
              TELLING,
              CODES,
              "An error occurred (NoSuchBucket) when calling the PutObject operation",
              "(NoSuchBucket)",
              "(NoSuchKey)",
              "(404) when calling the Head"),
          words(
              "aws-missing-table",
              Cause.AWS_MISSING_TABLE,
              TELLING,
              CODES,
              "An error occurred (ResourceNotFoundException) when calling the Query operation",
              "(ResourceNotFoundException)",
              "(TableNotFoundException)",
              "The table does not have the specified index"),
          words(
              "aws-unreachable",
              Cause.AWS_UNREACHABLE,
              TELLING,
              "boto3 says so of an endpoint that does not answer",
              "Could not connect to the endpoint URL: \"http://dynamodb:8000/\"",
              "Could not connect to the endpoint URL",
              "Connect timeout on endpoint URL",
              "Read timeout on endpoint URL"),
          form(
              "aws-error",
              Cause.AWS_ERROR,
              SPECIFIC,
              "An error occurred \\(\\w{1,100}\\) when calling the \\w{1,100} operation",
              "every other code",
              "An error occurred (ValidationException) when calling the PutItem operation: no",
              "An error occurred ("));

  private AwsRules() {}
}
