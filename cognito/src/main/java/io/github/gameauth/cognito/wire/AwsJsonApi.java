// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls operations of one service at one place, and makes of whatever comes back one of three
 * answers. A call is tried again where {@link Repeat} allows it; each try has the deadline and the
 * size limit of the {@link JsonHttp}.
 *
 * <p>Safe to share. Bodies hold passwords and tokens: neither they nor the service's messages reach
 * a log line or an exception.
 */
public final class AwsJsonApi {
  private static final Logger log = LoggerFactory.getLogger(AwsJsonApi.class);

  private static final String MEDIA_TYPE = "application/x-amz-json-1.1";
  private static final int MAX_REQUEST_ID = 128;

  /** Long enough for a service to come back, short enough for a player to wait. */
  private static final Duration LATER = Duration.ofSeconds(5);

  private final ServiceEndpoint endpoint;
  private final JsonHttp http;
  private final RetrySettings retries;
  private final Sleeper sleeper;
  private final Backoff backoff;

  private AwsJsonApi(
      ServiceEndpoint endpoint,
      JsonHttp http,
      RetrySettings retries,
      Sleeper sleeper,
      DoubleSupplier random) {
    this.endpoint = endpoint;
    this.http = http;
    this.retries = retries;
    this.sleeper = sleeper;
    this.backoff = new Backoff(retries, random);
  }

  /** The service at that place. */
  public static AwsJsonApi of(ServiceEndpoint endpoint, JsonHttp http, RetrySettings retries) {
    return of(
        endpoint,
        http,
        retries,
        Sleeper.OF_THE_THREAD,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * The same with pauses of the caller's making.
   *
   * @param random from 0 inclusive to 1 exclusive; asked by many threads
   */
  public static AwsJsonApi of(
      ServiceEndpoint endpoint,
      JsonHttp http,
      RetrySettings retries,
      Sleeper sleeper,
      DoubleSupplier random) {
    return new AwsJsonApi(endpoint, http, retries, sleeper, random);
  }

  /** Where it asks. */
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Calls an operation that needs no signature. */
  public CognitoAnswer<JsonNode> call(String operation, ObjectNode body, Repeat repeat) {
    return call(operation, body, repeat, RequestHeaders.NONE);
  }

  /**
   * Calls an operation.
   *
   * @param operation its name, such as {@code InitiateAuth}
   * @param body the request
   * @param repeat whether it may be tried again after an answer was lost
   * @param further headers that depend on the rest of the request
   * @return the object in the answer's body, without members if there was no body
   */
  public CognitoAnswer<JsonNode> call(
      String operation, ObjectNode body, Repeat repeat, RequestHeaders further) {
    return reply(operation, () -> body, repeat, further).map(ServiceReply::body);
  }

  /**
   * Calls an operation whose body must be a new one for each try, such as one with a number that is
   * good for one use.
   *
   * @param body makes the request, for each try
   */
  public CognitoAnswer<ServiceReply> reply(
      String operation, Supplier<ObjectNode> body, Repeat repeat, RequestHeaders further) {
    boolean learnt = false;
    for (int tries = 1; ; tries++) {
      Attempt attempt = attempt(operation, body.get(), further);
      if (attempt.kind() == Kind.LEARNT && !learnt) {
        // Once, and beyond the number of tries: nothing was done, and no pause would help.
        learnt = true;
        attempt = attempt(operation, body.get(), further);
      }
      if (!attempt.mayRepeat(repeat) || tries >= retries.tries()) {
        return attempt.answer();
      }
      Duration pause = attempt.asked().orElse(backoff.after(tries));
      if (pause.compareTo(retries.cap()) > 0 || !slept(pause)) {
        return attempt.answer();
      }
    }
  }

  private boolean slept(Duration pause) {
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Attempt attempt(String operation, ObjectNode request, RequestHeaders further) {
    byte[] body = WireJson.bytes(request);
    try {
      return attempt(operation, body, further);
    } finally {
      // What may be a password is gone sooner than the collector comes.
      Arrays.fill(body, (byte) 0);
    }
  }

  private Attempt attempt(String operation, byte[] body, RequestHeaders further) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", MEDIA_TYPE);
    headers.put("X-Amz-Target", endpoint.targetPrefix() + "." + operation);
    headers.put("Cache-Control", "no-store");
    headers.putAll(further.of(endpoint.uri(), Map.copyOf(headers), body));
    try {
      return judged(operation, http.post(endpoint.uri(), MEDIA_TYPE, body, headers), further);
    } catch (UpstreamException e) {
      log.debug("{}: no answer: {}", operation, e.getMessage());
      return new Attempt(isPassing(e) ? Kind.LOST : Kind.FINAL, outage(), Optional.empty());
    }
  }

  private static Attempt judged(String operation, HttpAnswer answer, RequestHeaders further) {
    Optional<String> requestId = answer.header("x-amzn-requestid").filter(AwsJsonApi::isFitForLogs);
    if (answer.status() >= 200 && answer.status() < 300) {
      Optional<JsonNode> object =
          answer.body().length == 0
              ? Optional.of(WireJson.newObject())
              : WireJson.object(answer.body());
      if (object.isPresent()) {
        return new Attempt(
            Kind.FINAL, new Done<>(new ServiceReply(object.get(), date(answer))), Optional.empty());
      }
      log.debug("{}: {} without sense, request {}", operation, answer, requestId.orElse("?"));
      return new Attempt(Kind.LOST, outage(), answer.retryAfter());
    }
    AwsError error = AwsError.of(answer);
    log.debug(
        "{}: {} {}, request {}", operation, error.status(), error.type(), requestId.orElse("?"));
    Duration later = answer.retryAfter().orElse(LATER);
    return switch (Classifier.outcome(error)) {
      case THROTTLED ->
          new Attempt(Kind.NOT_DONE, new Undecided<>(Cause.THROTTLED, later), answer.retryAfter());
      case OUTAGE ->
          new Attempt(Kind.LOST, new Undecided<>(Cause.OUTAGE, later), answer.retryAfter());
      case REFUSED ->
          new Attempt(
              further.learnFrom(error.type(), error.message(), date(answer))
                  ? Kind.LEARNT
                  : Kind.FINAL,
              new Refused<>(
                  new Refusal(
                      Classifier.reason(error),
                      error.type(),
                      requestId,
                      Classifier.triggerText(error))),
              Optional.empty());
    };
  }

  private static boolean isFitForLogs(String requestId) {
    return !requestId.isEmpty()
        && requestId.length() <= MAX_REQUEST_ID
        && requestId.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static Optional<Instant> date(HttpAnswer answer) {
    try {
      return answer
          .header("Date")
          .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static CognitoAnswer<ServiceReply> outage() {
    return new Undecided<>(Cause.OUTAGE, LATER);
  }

  /** Whether the same call a moment later may well be answered. */
  private static boolean isPassing(UpstreamException e) {
    return switch (e.failure()) {
      case CONNECT, TIMEOUT, IO, SERVER_ERROR, THROTTLED -> true;
      case TLS, ADDRESS, REDIRECT, TOO_LARGE, ENCODING, INTERRUPTED, CLOSED -> false;
    };
  }

  /** What one try says about the next. */
  private enum Kind {
    /** There shall be none. */
    FINAL,
    /** It was refused for its headers, which would be others now. */
    LEARNT,
    /** It was not done, for certain. */
    NOT_DONE,
    /** It may have been done. */
    LOST
  }

  /** How one try ended; {@code asked} is the pause that the service wants. */
  private record Attempt(Kind kind, CognitoAnswer<ServiceReply> answer, Optional<Duration> asked) {
    boolean mayRepeat(Repeat repeat) {
      return kind == Kind.NOT_DONE || (kind == Kind.LOST && repeat == Repeat.FREELY);
    }
  }
}
