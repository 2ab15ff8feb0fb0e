package delphi.jobs.store.dynamodb;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Repeats a request that got no answer, but sends each only once as long as nothing at all is
 * answered: whoever asks then asks again anyway, and three tries of each would make an outage a
 * time of more requests instead of fewer. Used by many threads.
 */
final class SparingRetries implements RetryStrategy {
  private final RetryStrategy usual;
  private volatile boolean isSilent;

  SparingRetries(RetryStrategy usual) {
    this.usual = usual;
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    return usual.acquireInitialToken(request);
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    if (isAnswer(request.failure())) {
      isSilent = false;
    } else if (isSilent) {
      throw new TokenAcquisitionFailedException(
          "nothing has been answered for a while", request.failure());
    }
    try {
      return usual.refreshRetryToken(request);
    } catch (TokenAcquisitionFailedException spent) {
      isSilent = !isAnswer(request.failure());
      throw spent;
    }
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    isSilent = false;
    return usual.recordSuccess(request);
  }

  @Override
  public int maxAttempts() {
    return usual.maxAttempts();
  }

  @Override
  public RetryStrategy.Builder<?, ?> toBuilder() {
    return usual.toBuilder();
  }

  /** A refusal is one as well: it shows that somebody is there. */
  private static boolean isAnswer(Throwable failure) {
    return failure instanceof SdkException known
        && Failure.of(known).kind() != Failure.Kind.UNAVAILABLE;
  }
}
