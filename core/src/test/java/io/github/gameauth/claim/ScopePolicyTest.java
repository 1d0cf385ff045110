// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.testing.TestToken;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopePolicyTest {
  static final List<Object> NO_SCOPES =
      Arrays.asList(null, 7, true, Map.of("chat", true), Arrays.asList("chat", null), List.of(1));

  private final ScopePolicy all = ScopePolicy.allOf("chat", "trade");
  private final ScopePolicy any = ScopePolicy.anyOf("chat", "trade");

  private static TestToken granting(Object scope) {
    return token().claim("scope", scope);
  }

  @Test
  void acceptsTokenThatGrantsAll() {
    assertEquals(ACCEPTED, Verdicts.of(all, granting("trade play chat")));
    assertEquals(ACCEPTED, Verdicts.of(any, granting("trade play chat")));
  }

  @Test
  void tellsAllFromAny() {
    assertEquals("CLAIM(scope)", Verdicts.of(all, granting("chat play")));
    assertEquals(ACCEPTED, Verdicts.of(any, granting("chat play")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "play", "chatter tradesman", "Chat TRADE", "chat,trade", "chat\ttrade"})
  void refusesTokenThatGrantsNone(String scope) {
    assertEquals("CLAIM(scope)", Verdicts.of(all, granting(scope)));
    assertEquals("CLAIM(scope)", Verdicts.of(any, granting(scope)));
  }

  @Test
  void takesEveryCharacterThatAScopeMayHave() {
    String scope = "!#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~";

    assertEquals(ACCEPTED, Verdicts.of(ScopePolicy.anyOf(scope), granting("chat " + scope)));
  }

  @Test
  void refusesTokenWithoutScope() {
    assertEquals("CLAIM(scope)", Verdicts.of(any, token()));
    assertEquals("CLAIM(scope)", Verdicts.of(any.orList(), token()));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("NO_SCOPES")
  void refusesWhatIsNoScope(Object scope) {
    assertEquals("CLAIM(scope)", Verdicts.of(any.orList(), granting(scope)));
  }

  @Test
  void acceptsListOnlyIfToldTo() {
    assertEquals("CLAIM(scope)", Verdicts.of(all, granting(List.of("chat", "trade"))));
    assertEquals("CLAIM(scope)", Verdicts.of(any, granting(List.of("chat", "trade"))));
    assertEquals(ACCEPTED, Verdicts.of(all.orList(), granting(List.of("chat", "trade"))));
    assertEquals(ACCEPTED, Verdicts.of(all.orList(), granting("chat trade")));
    assertEquals("CLAIM(scope)", Verdicts.of(all.orList(), granting(List.of("chat trade"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "chat trade", "ch\"at", "ch\\at", "plaudern\u00fc", "chat\n", "chat\u007f"})
  void isNotBuiltWithWhatIsNoScope(String scope) {
    assertThrows(IllegalArgumentException.class, () -> ScopePolicy.anyOf(scope));
  }

  @Test
  void isNotBuiltWithoutScope() {
    assertThrows(IllegalArgumentException.class, ScopePolicy::allOf);
    assertThrows(IllegalArgumentException.class, () -> new ScopePolicy(Set.of(), false, false));
  }
}
