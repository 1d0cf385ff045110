// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Nothing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Makes values of what operations answer. */
public final class Sense {
  /** Long enough for a service to come back, short enough for a player to wait. */
  public static final Duration LATER = Duration.ofSeconds(5);

  private Sense() {}

  /**
   * What {@code reader} makes of the answer. An answer that lacks what it must have is none: nobody
   * can tell what was done.
   */
  public static <T> CognitoAnswer<T> of(
      CognitoAnswer<JsonNode> answer, Function<JsonNode, Optional<T>> reader) {
    return answer.then(
        node -> {
          Optional<T> read = reader.apply(node);
          return read.isPresent() ? new Done<>(read.get()) : new Undecided<>(Cause.OUTAGE, LATER);
        });
  }

  /** For operations that answer nothing. */
  public static CognitoAnswer<Nothing> nothing(CognitoAnswer<JsonNode> answer) {
    return answer.map(node -> Nothing.DONE);
  }
}
