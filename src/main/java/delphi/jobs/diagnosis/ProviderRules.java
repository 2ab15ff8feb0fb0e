package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rule.Weight.TELLING;
import static delphi.jobs.diagnosis.Rules.form;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What the providers of language models say, in their answers and through their clients. */
final class ProviderRules {
  private static final String[] PROVIDERS = {"anthropic", "openai", "ollama", "Error code: "};

  /** The places in which the status of an answer stands; behind it comes one of these numbers. */
  private static final String STATUS =
      "(?:Error code: |returned error: |(?:Client|Server) error '|\"HTTP/[12](?:\\.[01])? |"
          + "HTTP Error |[Ss]tatus(?:_code| code)?[:=] ?)(?:";

  private static final String WHOLE = ")(?![\\w.])";

  private static final String TYPES =
      "the provider's answer names its own kind of error, which does not change";
  private static final String NUMBER =
      "a whole status in the place of one, in a line that names the provider";

  static final List<Rule> LIST =
      List.of(
          words(
              "provider-quota",
              Cause.PROVIDER_QUOTA,
              TELLING,
              "comes as 400 or 429 but passes by itself as little as an empty purse",
              "Error code: 400 - {'message': 'Your credit balance is too low to access the API'}",
              "credit balance is too low",
              "insufficient_quota",
              "exceeded your current quota",
              "billing_error",
              "billing_hard_limit_reached"),
          words(
              "provider-too-long",
              Cause.PROVIDER_TOO_LONG,
              TELLING,
              "comes as a bad request, but what helps is less text",
              "{'type': 'invalid_request_error', 'message': 'prompt is too long: 9 tokens > 8'}",
              "prompt is too long",
              "context_length_exceeded",
              "maximum context length",
              "exceed context limit",
              "request_too_large"),
          words(
              "provider-rate-limited",
              Cause.PROVIDER_RATE_LIMITED,
              TELLING,
              TYPES,
              "{'type': 'error', 'error': {'type': 'rate_limit_error', 'message': 'slow down'}}",
              "rate_limit_error",
              "rate_limit_exceeded",
              "anthropic.RateLimitError",
              "openai.RateLimitError",
              "exceptions.ResourceExhausted",
              "RESOURCE_EXHAUSTED"),
          words(
              "provider-overloaded",
              Cause.PROVIDER_OVERLOADED,
              TELLING,
              TYPES,
              "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}}",
              "overloaded_error",
              "'type': 'api_error'",
              "\"type\": \"api_error\"",
              "\"type\":\"api_error\"",
              "anthropic.InternalServerError",
              "openai.InternalServerError"),
          words(
              "provider-authentication",
              Cause.PROVIDER_AUTHENTICATION,
              TELLING,
              TYPES,
              "{'error': {'type': 'authentication_error', 'message': 'invalid x-api-key'}}",
              "authentication_error",
              "invalid_api_key",
              "anthropic.AuthenticationError",
              "openai.AuthenticationError",
              "anthropic.PermissionDeniedError",
              "openai.PermissionDeniedError",
              "Could not resolve authentication method",
              "The api_key client option must be set"),
          words(
              "provider-bad-request",
              Cause.PROVIDER_BAD_REQUEST,
              TELLING,
              TYPES,
              "{'error': {'type': 'not_found_error', 'message': 'model: none-of-ours'}}",
              "invalid_request_error",
              "not_found_error",
              "model_not_found",
              "anthropic.BadRequestError",
              "openai.BadRequestError",
              "anthropic.NotFoundError",
              "openai.NotFoundError",
              "ollama._types.ResponseError"),
          form(
              "provider-status-rate",
              Cause.PROVIDER_RATE_LIMITED,
              TELLING,
              STATUS + "429" + WHOLE,
              NUMBER,
              "Client error '429 Too Many Requests' for url 'https://api.anthropic.com/v1'",
              PROVIDERS),
          form(
              "provider-status-overloaded",
              Cause.PROVIDER_OVERLOADED,
              TELLING,
              STATUS + "500|502|503|504|529" + WHOLE,
              NUMBER,
              "Error code: 529 - Overloaded",
              PROVIDERS),
          form(
              "provider-status-key",
              Cause.PROVIDER_AUTHENTICATION,
              TELLING,
              STATUS + "401|403" + WHOLE,
              NUMBER,
              "Error code: 401 - {'error': 'no key'}",
              PROVIDERS),
          form(
              "provider-status-request",
              Cause.PROVIDER_BAD_REQUEST,
              TELLING,
              STATUS + "400|404|413|422" + WHOLE,
              NUMBER,
              "Error code: 422 - {'error': 'what is this'}",
              PROVIDERS),
          form(
              "http-status",
              Cause.HTTP_ERROR,
              SPECIFIC,
              "\\b[45]\\d\\d (?:Client|Server) Error: |(?:Client|Server) error '[45]\\d\\d |"
                  + "HTTP Error [45]\\d\\d: |returned error: [45]\\d\\d\\b",
              "clients of HTTP put the status there",
              "404 Client Error: Not Found for url: http://server/api",
              "Client Error: ",
              "Server Error: ",
              "Client error '",
              "Server error '",
              "HTTP Error ",
              "returned error: "));

  private ProviderRules() {}
}
