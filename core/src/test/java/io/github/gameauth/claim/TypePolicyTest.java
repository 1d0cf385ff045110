// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypePolicyTest {
  private final TypePolicy policy = TypePolicy.accessToken();

  @ParameterizedTest(name = "H10: {0}")
  @ValueSource(
      strings = {
        "at+jwt",
        "AT+JWT",
        "At+Jwt",
        "application/at+jwt",
        "Application/AT+JWT",
        "APPLICATION/at+jwt"
      })
  void acceptsEverySpellingOfOneMediaType(String type) {
    assertEquals(ACCEPTED, Verdicts.of(policy, token().type(type)));
    assertEquals(ACCEPTED, Verdicts.of(TypePolicy.named("Application/AT+jwt"), token().type(type)));
  }

  @ParameterizedTest(name = "H10: {0}")
  @ValueSource(
      strings = {
        "JWT",
        "xat+jwt",
        "at+jwtx",
        "at+jw",
        "at-jwt",
        "jwt",
        "",
        " at+jwt",
        "at+jwt ",
        "at+jwt;charset=utf-8",
        "at+jwt; v=1",
        "application/",
        "application/application/at+jwt",
        "text/at+jwt",
        "applicatio/at+jwt",
        "/at+jwt",
        "application/at+jwt/",
        "application\\at+jwt",
        "at\u212bjwt",
        "rt+jwt",
        "logout+jwt",
        "dpop+jwt",
        "secevent+jwt"
      })
  void refusesEveryOtherType(String type) {
    assertEquals("TYPE", Verdicts.of(policy, token().type(type)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"to\u212aen+jwt", "TO\u212aEN+JWT", "game-t\u0131cket"})
  void foldsNoLettersBeyondAscii(String type) {
    TypePolicy tokens = TypePolicy.named("token+jwt", "game-ticket");

    assertEquals("TYPE", Verdicts.of(tokens, token().type(type)));
  }

  @Test
  void foldsEveryLetterOfAscii() {
    TypePolicy alphabet = TypePolicy.named("abcdefghijklmnopqrstuvwxyz");

    assertEquals(ACCEPTED, Verdicts.of(alphabet, token().type("ABCDEFGHIJKLMNOPQRSTUVWXYZ")));
  }

  @Test
  void demandsTheTypeUnlessItMayBeAbsent() {
    assertEquals("TYPE", Verdicts.of(policy, token().withoutHeader("typ")));
    assertEquals(ACCEPTED, Verdicts.of(TypePolicy.jwtOrAbsent(), token().withoutHeader("typ")));
    assertEquals(ACCEPTED, Verdicts.of(TypePolicy.jwtOrAbsent(), token().type("jwt")));
    assertEquals("TYPE", Verdicts.of(TypePolicy.jwtOrAbsent(), token().type("at+jwt")));
    assertEquals("HEADER", Verdicts.of(TypePolicy.jwtOrAbsent(), token().header("typ", null)));
  }

  @Test
  void acceptsAnyOfSeveralTypes() {
    TypePolicy both = TypePolicy.named("at+jwt", "join-ticket+jwt");

    assertEquals(ACCEPTED, Verdicts.of(both, token().type("at+jwt")));
    assertEquals(ACCEPTED, Verdicts.of(both, token().type("application/join-ticket+jwt")));
    assertEquals("TYPE", Verdicts.of(both, token().type("JWT")));
  }

  @Test
  void judgesTypeThatIsNotVerifiedByTheSameCode() {
    assertEquals(
        policy.objectionTo(token().claims(), Verdicts.NOW), policy.objectionTo(Optional.of("JWT")));
    assertEquals(Optional.empty(), policy.objectionTo(Optional.of("at+jwt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/a/b", "at jwt", "at+jwt;v=1", "é+jwt"})
  void isNotBuiltWithWhatIsNoType(String type) {
    assertThrows(IllegalArgumentException.class, () -> TypePolicy.named(type));
  }

  @Test
  void isNotBuiltWithoutType() {
    assertThrows(IllegalArgumentException.class, TypePolicy::named);
    assertThrows(IllegalArgumentException.class, () -> new TypePolicy(Set.of(), true));
  }

  @Test
  void equalsThePolicyOfAnotherSpelling() {
    assertEquals(TypePolicy.named("at+jwt"), TypePolicy.named("application/AT+JWT"));
    assertEquals(List.of("at+jwt"), List.copyOf(TypePolicy.named("AT+JWT").types()));
  }
}
