// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AudiencePolicyTest {
  static final List<Object> NOT_OURS =
      Arrays.asList(
          null,
          "",
          List.of(),
          List.of(List.of("my-game")),
          Map.of("my-game", "my-game"),
          7,
          true,
          List.of("my-game", 7),
          Arrays.asList(null, "my-game"),
          "my-game my-game-2",
          "my-game,my-game-2",
          " my-game",
          List.of("my-game "),
          "MY-GAME",
          "my-gam",
          "my-game/",
          "other-game",
          List.of("other-game", "another"));

  private final AudiencePolicy policy = AudiencePolicy.anyOf("my-game", "my-lobby");

  @Test
  void acceptsAnyOfOurAudiences() {
    assertEquals(ACCEPTED, Verdicts.of(policy, token().audience("my-game")));
    assertEquals(ACCEPTED, Verdicts.of(policy, token().audience("my-lobby")));
    assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("aud", List.of("my-lobby"))));
  }

  @ParameterizedTest(name = "H5: {0}")
  @FieldSource("NOT_OURS")
  void refusesWhatDoesNotNameUsExactly(Object audience) {
    assertEquals("CLAIM(aud)", Verdicts.of(policy, token().claim("aud", audience)));
  }

  @Test
  void refusesTokenWithoutAudience() {
    assertEquals("CLAIM(aud)", Verdicts.of(policy, token().without("aud")));
  }

  @Test
  void acceptsOursAmongOthersUnlessToldOtherwise() { // H6
    AudiencePolicy sole = AudiencePolicy.onlyOneOf("my-game", "my-lobby");

    assertEquals(ACCEPTED, Verdicts.of(policy, token().audience("other-game", "my-game")));
    assertEquals("CLAIM(aud)", Verdicts.of(sole, token().audience("other-game", "my-game")));
    assertEquals("CLAIM(aud)", Verdicts.of(sole, token().audience("my-game", "my-lobby")));
    assertEquals("CLAIM(aud)", Verdicts.of(sole, token().audience("other-game")));
    assertEquals(ACCEPTED, Verdicts.of(sole, token().audience("my-lobby")));
  }

  @Test
  void judgesClaimsThatAreNotVerifiedByTheSameCode() {
    assertEquals(
        policy.objectionTo(token().audience("other-game").claims(), Verdicts.NOW),
        policy.objectionTo(token().audience("other-game").claims().registered()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void isNotBuiltWithBlankAudience(String blank) {
    assertThrows(IllegalArgumentException.class, () -> AudiencePolicy.anyOf("my-game", blank));
  }

  @Test
  void isNotBuiltWithoutAudience() {
    assertThrows(IllegalArgumentException.class, AudiencePolicy::anyOf);
  }

  @Test
  void keepsItsOwnCopyOfTheAudiences() {
    Set<String> audiences = new HashSet<>(Set.of("my-lobby"));
    AudiencePolicy copied = new AudiencePolicy(audiences, false);

    audiences.add("my-game");

    assertEquals("CLAIM(aud)", Verdicts.of(copied, token().audience("my-game")));
    assertThrows(UnsupportedOperationException.class, () -> copied.accepted().add("my-game"));
  }
}
