package delphi.jobs.store.dynamodb;

import delphi.jobs.store.dynamodb.RequestListener.Capacity;
import delphi.jobs.store.dynamodb.RequestListener.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Tells a {@link RequestListener} of what goes over the wire, whoever asked for it. */
final class RequestWatch implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> STARTED_NANOS =
      new ExecutionAttribute<>("delphi.StartedNanos");
  private static final ExecutionAttribute<Long> SENT_NANOS =
      new ExecutionAttribute<>("delphi.SentNanos");
  private static final ExecutionAttribute<Integer> TRIES = new ExecutionAttribute<>("delphi.Tries");

  private final RequestListener listener;

  RequestWatch(RequestListener listener) {
    this.listener = listener;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(STARTED_NANOS, System.nanoTime());
    attributes.putAttribute(TRIES, 0);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return listener.asksForCapacity() ? asking(context.request()) : context.request();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(TRIES, attributes.getAttribute(TRIES) + 1);
    attributes.putAttribute(SENT_NANOS, System.nanoTime());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Duration roundTrip = Duration.ofNanos(System.nanoTime() - attributes.getAttribute(SENT_NANOS));
    context
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(RequestWatch::date)
        .ifPresent(date -> listener.serverTime(date, roundTrip));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    tell(context.request(), "done", capacity(context.response()), attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    tell(context.request(), outcome(context.exception()), Capacity.UNKNOWN, attributes);
  }

  private void tell(
      SdkRequest request, String outcome, Capacity capacity, ExecutionAttributes attributes) {
    listener.answered(
        new Exchange(
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            request.getValueForField("TableName", String.class).orElse(""),
            outcome,
            Duration.ofNanos(System.nanoTime() - attributes.getAttribute(STARTED_NANOS)),
            attributes.getAttribute(TRIES),
            capacity));
  }

  private static String outcome(Throwable failure) {
    return switch (failure) {
      case ConditionalCheckFailedException _ -> "condition_failed";
      case SdkException failed -> Failure.of(failed).kind().word();
      case Throwable _ -> Failure.Kind.UNAVAILABLE.word();
    };
  }

  private static SdkRequest asking(SdkRequest request) {
    ReturnConsumedCapacity all = ReturnConsumedCapacity.INDEXES;
    return switch (request) {
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(all).build();
      case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(all).build();
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(all).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(all).build();
      case DeleteItemRequest delete -> delete.toBuilder().returnConsumedCapacity(all).build();
      case ScanRequest scan -> scan.toBuilder().returnConsumedCapacity(all).build();
      case SdkRequest other -> other;
    };
  }

  private static Capacity capacity(SdkResponse response) {
    return switch (response) {
      case PutItemResponse put -> capacity(put.consumedCapacity());
      case UpdateItemResponse update -> capacity(update.consumedCapacity());
      case GetItemResponse get -> capacity(get.consumedCapacity());
      case QueryResponse query -> capacity(query.consumedCapacity());
      case DeleteItemResponse delete -> capacity(delete.consumedCapacity());
      case ScanResponse scan -> capacity(scan.consumedCapacity());
      case SdkResponse _ -> Capacity.UNKNOWN;
    };
  }

  private static Capacity capacity(@Nullable ConsumedCapacity told) {
    if (told == null || told.table() == null) {
      return Capacity.UNKNOWN;
    }
    Map<String, Double> indexes = new HashMap<>();
    told.globalSecondaryIndexes()
        .forEach((name, units) -> indexes.put(name, units.capacityUnits()));
    return new Capacity(told.table().capacityUnits(), indexes);
  }

  /** The clock in a header {@code Date}; empty when it is not of HTTP's form. */
  static Optional<Instant> date(String header) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from));
    } catch (DateTimeParseException strange) {
      return Optional.empty();
    }
  }
}
