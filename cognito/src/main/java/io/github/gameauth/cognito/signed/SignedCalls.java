// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.AwsJsonApi;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.upstream.JsonHttp;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls with the server's AWS credentials. */
final class SignedCalls {
  private static final Logger log = LoggerFactory.getLogger(SignedCalls.class);

  private final AwsJsonApi api;
  private final AwsKeySource source;
  private final ServiceTime time;

  private SignedCalls(AwsJsonApi api, AwsKeySource source, ServiceTime time) {
    this.api = api;
    this.source = source;
    this.time = time;
  }

  CognitoAnswer<JsonNode> call(String operation, ObjectNode request, Repeat repeat) {
    AwsKeys keys;
    try {
      keys = source.keys();
    } catch (RuntimeException e) {
      // Its message may hold anything.
      log.warn("{}: no AWS credentials: {}", operation, e.getClass().getName());
      return new Undecided<>(Cause.OUTAGE, Sense.LATER);
    }
    return api.call(operation, request, repeat, new Signature(api.endpoint(), keys, time));
  }

  /** What both clients are told. */
  static final class Settings {
    @Nullable JsonHttp http;
    @Nullable AwsKeySource keys;
    ServiceEndpoint endpoint;
    RetrySettings retry = RetrySettings.DEFAULT;
    InstantSource clock = InstantSource.system();

    Settings(ServiceEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    void endpoint(ServiceEndpoint other) {
      if (!other.targetPrefix().equals(endpoint.targetPrefix())) {
        throw new IllegalArgumentException(
            "endpoint: " + other + " (expected: one of the same service as " + endpoint + ")");
      }
      endpoint = other;
    }

    SignedCalls calls() {
      if (http == null) {
        throw new IllegalStateException("http: not said (expected: http(…))");
      }
      if (keys == null) {
        throw new IllegalStateException("keys: not said (expected: keys(…))");
      }
      return new SignedCalls(AwsJsonApi.of(endpoint, http, retry), keys, new ServiceTime(clock));
    }
  }
}
