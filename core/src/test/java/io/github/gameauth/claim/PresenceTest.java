// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that must be there, and claims that must not. */
final class PresenceTest {
  @Nested
  @DisplayName("RequiredClaims")
  class Required {
    private final RequiredClaims policy = RequiredClaims.of("jti", "sid");

    @Test
    void acceptsTokenThatHasAll() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("sid", "s-1")));
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("sid", Map.of())));
    }

    @Test
    void namesTheFirstThatIsMissing() {
      assertEquals("CLAIM(sid)", Verdicts.of(policy, token()));
      assertEquals("CLAIM(jti)", Verdicts.of(policy, token().without("jti"))); // H8
    }

    @Test
    void takesNullForMissing() {
      assertEquals("CLAIM(sid)", Verdicts.of(policy, token().claim("sid", null)));
    }

    @Test
    void isNotBuiltOfNothing() {
      assertThrows(IllegalArgumentException.class, RequiredClaims::of);
      assertThrows(IllegalArgumentException.class, () -> new RequiredClaims(Set.of()));
      assertThrows(IllegalArgumentException.class, () -> RequiredClaims.of("jti", ""));
    }
  }

  @Nested
  @DisplayName("RequiredText")
  class Text {
    static final List<Object> NO_TEXTS =
        Arrays.asList(null, "", " \t", 7, true, List.of("lostsky-pc"), Map.of());

    private final RequiredText policy = new RequiredText("client_id");

    @Test
    void acceptsText() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("client_id", "lostsky-pc")));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_TEXTS")
    void refusesWhatIsNoText(Object value) {
      assertEquals("CLAIM(client_id)", Verdicts.of(policy, token().claim("client_id", value)));
    }

    @Test
    void refusesTokenWithoutIt() {
      assertEquals("CLAIM(client_id)", Verdicts.of(policy, token()));
    }

    @Test
    void isNotBuiltWithBlankName() {
      assertThrows(IllegalArgumentException.class, () -> new RequiredText(" "));
    }
  }

  @Nested
  @DisplayName("ForbiddenClaims")
  class Forbidden {
    @ParameterizedTest(name = "H9: {0}")
    @ValueSource(strings = {"nonce", "at_hash", "c_hash"})
    void refusesIdTokensByWhatOnlyTheySay(String claim) {
      ForbiddenClaims policy = ForbiddenClaims.OF_ID_TOKENS;

      assertEquals("CLAIM(" + claim + ")", Verdicts.of(policy, token().claim(claim, "x")));
      assertEquals("CLAIM(" + claim + ")", Verdicts.of(policy, token().claim(claim, null)));
      assertEquals(ACCEPTED, Verdicts.of(policy, token()));
    }

    @ParameterizedTest(name = "H9: {0}")
    @ValueSource(strings = {"events", "htm", "htu"})
    void refusesEventsAndProofs(String claim) {
      ForbiddenClaims policy = ForbiddenClaims.OF_EVENTS_AND_PROOFS;

      assertEquals("CLAIM(" + claim + ")", Verdicts.of(policy, token().claim(claim, Map.of())));
      assertEquals(ACCEPTED, Verdicts.of(policy, token()));
    }

    @Test
    void refusesWhatTheCallerForbids() {
      ForbiddenClaims policy = ForbiddenClaims.of("token_use");

      assertEquals("CLAIM(token_use)", Verdicts.of(policy, token().claim("token_use", "id")));
    }

    @Test
    void isNotBuiltOfNothing() {
      assertThrows(IllegalArgumentException.class, ForbiddenClaims::of);
      assertThrows(IllegalArgumentException.class, () -> new ForbiddenClaims(Set.of()));
    }
  }
}
