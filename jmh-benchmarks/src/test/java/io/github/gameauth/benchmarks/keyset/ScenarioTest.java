// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import io.github.gameauth.benchmarks.peer.KeyClient;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays small: counts alone, no times. */
final class ScenarioTest {
  private static final RotatedTokens TOKENS = new RotatedTokens();

  private static Map<Question, Double> play(Scenario scenario, KeyClient client)
      throws InterruptedException {
    return scenario.play(client, TOKENS, Size.SMALL, CallerThreads.PLATFORM).stream()
        .collect(Collectors.toMap(Finding::question, Finding::value));
  }

  @ParameterizedTest
  @EnumSource
  void clientTellsGoodFromBad(KeyClient client) {
    try (Stage stage =
        new Stage(client, TOKENS, Size.SMALL, CallerThreads.PLATFORM, Optional.empty())) {
      Proof.require(
          stage.client,
          TokenShape.SESSION,
          TOKENS.issuer(),
          TokenShape.SESSION.signedBy(TOKENS.issuer(), 2));
    }
  }

  @Test
  void coldCallersShareOneFetch() throws InterruptedException {
    Map<Question, Double> found = play(Scenario.COLD, KeyClient.GAMEAUTH);

    assertEquals(1, found.get(Question.COLD_FETCHES));
    assertEquals(0, found.get(Question.COLD_REFUSED));
  }

  @Test
  void unknownKidCostsAtMostTwoFetchesAndNobodyIsPutOff() throws InterruptedException {
    Map<Question, Double> found = play(Scenario.UNKNOWN, KeyClient.GAMEAUTH);

    assertTrue(found.get(Question.UNKNOWN_FETCHES) <= 2);
    assertEquals(0, found.get(Question.UNKNOWN_EXCUSES));
  }

  @Test
  void rotationRefusesNobody() throws InterruptedException {
    assertEquals(0, play(Scenario.ROTATION, KeyClient.GAMEAUTH).get(Question.ROTATION_REFUSED));
  }

  @Test
  void floodIsCountedWhereEachGuessIsAskedFor() throws InterruptedException {
    assertTrue(play(Scenario.FLOOD, KeyClient.SPRING).get(Question.FLOOD_FETCHES) > 2);
  }

  @Test
  void excusesAreToldFromRefusals() {
    assertEquals(Told.LIMITED, Told.by(new IllegalStateException(new RateLimitReachedException())));
    assertEquals(Told.UNAVAILABLE, Told.by(new IllegalStateException(new IOException())));
    assertEquals(Told.REFUSED, Told.by(new IllegalArgumentException("no such key")));
  }
}
