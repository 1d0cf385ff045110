// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.mint.PlayerClaims.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenSpecTest {
  private static final TokenSpec PLAYER = TokenSpec.forSubject("p-17").audience("world-7");

  @Test
  void copiesAreIndependent() {
    TokenSpec moderator = PLAYER.roles(List.of("moderator"));

    assertEquals(Map.of(), PLAYER.claims());
    assertEquals(Map.of("roles", List.of("moderator")), moderator.claims());
  }

  @Test
  void laterValuesReplaceEarlierOnes() {
    assertEquals(Map.of("scope", "chat"), PLAYER.scope("play").scope("chat").claims());
  }

  @Test
  void copiesWhatItIsGiven() {
    List<Object> inner = new ArrayList<>(List.of("a"));
    Map<String, Object> outer = new HashMap<>(Map.of("list", inner));

    TokenSpec spec = PLAYER.claim("x", outer);
    inner.add("b");
    outer.put("more", true);

    assertEquals(Map.of("x", Map.of("list", List.of("a"))), spec.claims());
    assertThrows(UnsupportedOperationException.class, () -> spec.claims().put("y", "z"));
  }

  @Test
  void saysNothingOfItsValuesInText() {
    String text = PLAYER.claim("x", "very private").toString();

    assertFalse(text.contains("private"));
    assertFalse(text.contains("p-17"));
  }

  @Nested
  @DisplayName("sub and aud")
  class Names {
    @Test
    void mayHave255Characters() {
      assertEquals(255, TokenSpec.forSubject("s".repeat(255)).subject().length());
      refused(() -> TokenSpec.forSubject("s".repeat(256)));
      refused(() -> PLAYER.audience("a".repeat(256)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "p 17", "p\n17", "p\u007f", "p\u0000", "\u202e", "é", "\ud800"})
    void arePrintableAscii(String name) {
      refused(() -> TokenSpec.forSubject(name));
      refused(() -> PLAYER.audience(name));
    }
  }

  @Nested
  @DisplayName("lifetime")
  class Lifetime {
    @Test
    void isOneMinuteToOneDay() {
      PLAYER.livingFor(Duration.ofMinutes(1));
      PLAYER.livingFor(Duration.ofHours(24));
      assertEquals(
          "lifetime: PT59S (expected: PT1M to PT24H)",
          refused(() -> PLAYER.livingFor(Duration.ofSeconds(59))));
      refused(() -> PLAYER.livingFor(Duration.ofHours(24).plusSeconds(1)));
      refused(() -> PLAYER.livingFor(Duration.ofMinutes(-5)));
    }
  }

  @Nested
  @DisplayName("names of custom claims")
  class ClaimNames {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "typ",
          "alg",
          "kid",
          "cty",
          "crit",
          "EXP",
          "Sub",
          "Aud",
          "client_id",
          "sid",
          "auth_time",
          "acr",
          "amr",
          "scope",
          "entitlements",
          "roles",
          "ROLES",
          "groups",
          "cnf",
          "act"
        })
    void areNotTheReservedOnes(String name) {
      refused(() -> PLAYER.claim(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "typ", "EXP"})
    void areNotTheReservedOnesInTheRecordEither(String name) {
      refused(
          () ->
              new TokenSpec(
                  "p-17",
                  Optional.of("a"),
                  TokenKind.ACCESS,
                  Optional.empty(),
                  Optional.empty(),
                  Map.of(name, "x")));
    }

    @Test
    void arePrintableAscii() {
      refused(() -> PLAYER.claim("", "x"));
      refused(() -> PLAYER.claim("a b", "x"));
      refused(() -> PLAYER.claim("\u017fub", "x")); // a long s, which folds to s
      refused(() -> PLAYER.claim("x".repeat(129), "x"));
      PLAYER.claim("x".repeat(128), "x");
    }
  }

  @Nested
  @DisplayName("values of custom claims")
  class Values {
    static Stream<Object> unfit() {
      return Stream.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          1L << 53,
          -(1L << 53),
          BigInteger.ONE,
          BigDecimal.ONE,
          new Date(0),
          Instant.EPOCH,
          new byte[1],
          'c',
          Optional.of("x"),
          "\ud800",
          "x\udc00",
          "\ud83d\ud83d\ude00",
          "x".repeat(4097),
          Map.of(1, "x"),
          Map.of("\ud800", "x"),
          Map.of("a", Double.NaN),
          List.of(List.of(Float.NaN)),
          Collections.nCopies(200, 1),
          nested(9));
    }

    private static Object nested(int depth) {
      Object value = List.of();
      for (int i = 1; i < depth; i++) {
        value = List.of(value);
      }
      return value;
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void areRefusedIfReadersCouldDisagree(Object value) {
      String complaint = refused(() -> PLAYER.claim("x", value));

      assertTrue(complaint.startsWith("claim x: "), complaint);
      assertTrue(complaint.contains("(expected: "), complaint);
    }

    @Test
    void areNotNull() {
      refused(() -> PLAYER.claim("x", null));
      refused(() -> PLAYER.claim("x", Collections.singletonMap("y", null)));
      refused(() -> PLAYER.claim("x", Collections.singletonMap(null, "y")));
    }

    @Test
    void areNotCyclic() {
      List<Object> list = new ArrayList<>();
      list.add(list);
      Map<String, Object> map = new HashMap<>();
      map.put("self", map);

      refused(() -> PLAYER.claim("x", list));
      refused(() -> PLAYER.claim("x", map));
    }

    @Test
    void areAcceptedUpToTheLimits() {
      PLAYER.claim("x", (1L << 53) - 1).claim("y", -((1L << 53) - 1));
      PLAYER.claim("x", "\ud83d\ude00 and " + "x".repeat(4000));
      PLAYER.claim("x", Collections.nCopies(199, 1));
      PLAYER.claim("x", nested(8));
      assertEquals(Map.of("x", 0.1), PLAYER.claim("x", 0.1f).claims());
      assertEquals(Map.of("x", 7L), PLAYER.claim("x", (short) 7).claims());
    }

    @Test
    void areWrittenSoThatAnotherReaderReadsTheSame() {
      Random random = new Random(42);
      for (int i = 0; i < 500; i++) {
        Object value = arbitrary(random, 4);
        Map<String, Object> claims = PLAYER.claim("x", value).claims();

        String json = new String(Json.write(claims), java.nio.charset.StandardCharsets.UTF_8);

        assertEquals(normal(claims), normal(plain(MintFixtures.json(json))));
      }
    }

    private Object arbitrary(Random random, int depth) {
      return switch (random.nextInt(depth > 0 ? 7 : 5)) {
        case 0 -> text(random);
        case 1 -> random.nextBoolean();
        case 2 -> random.nextInt();
        case 3 -> random.nextLong() >> 11;
        case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(200) - 100);
        case 5 -> {
          List<Object> list = new ArrayList<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            list.add(arbitrary(random, depth - 1));
          }
          yield list;
        }
        default -> {
          Map<String, Object> map = new HashMap<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), arbitrary(random, depth - 1));
          }
          yield map;
        }
      };
    }

    private String text(Random random) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
        if (point < 0xd800 || point > 0xdfff) {
          text.appendCodePoint(point);
        }
      }
      return text.toString();
    }

    private Object plain(com.fasterxml.jackson.databind.JsonNode node) {
      return new com.fasterxml.jackson.databind.ObjectMapper().convertValue(node, Object.class);
    }

    private Object normal(Object value) {
      if (value instanceof Map<?, ?> map) {
        Map<Object, Object> normal = new HashMap<>();
        map.forEach((name, member) -> normal.put(name, normal(member)));
        return normal;
      }
      if (value instanceof List<?> list) {
        return list.stream().map(this::normal).toList();
      }
      return value instanceof Number number ? (Object) number.doubleValue() : value;
    }
  }

  @Nested
  @DisplayName("registered claims")
  class Registered {
    @Test
    void haveTheFormOfTheirStandards() {
      refused(() -> PLAYER.scope("play  chat"));
      refused(() -> PLAYER.scope(" play"));
      refused(() -> PLAYER.scope("pl\"ay"));
      refused(() -> PLAYER.scope(""));
      refused(() -> PLAYER.boundTo("short"));
      refused(() -> PLAYER.clientId("a b"));
      refused(() -> PLAYER.actedBy(""));
      refused(() -> PLAYER.roles(List.of("")));
      refused(() -> PLAYER.methods(""));
      refused(() -> PLAYER.authenticatedAt(Instant.parse("1969-12-31T23:59:59Z")));
      refused(() -> PLAYER.authenticatedAt(Instant.parse("+10000-01-01T00:00:00Z")));
    }

    @Test
    void keepTheirTypesInTheRecord() {
      for (Map.Entry<String, Object> claim :
          Map.<String, Object>of(
                  "client_id", 1,
                  "auth_time", "now",
                  "amr", "pwd",
                  "roles", List.of(1),
                  "scope", List.of("play"),
                  "cnf", Map.of("jkt", 1),
                  "act", Map.of("sub", "x", "admin", true))
              .entrySet()) {
        refused(
            () ->
                new TokenSpec(
                    "p-17",
                    Optional.of("a"),
                    TokenKind.ACCESS,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(claim.getKey(), claim.getValue())));
      }
    }

    @Test
    void scopeIsCheckedInLinearTime() {
      refused(() -> PLAYER.scope("a ".repeat(2000)));
    }
  }

  @Nested
  @DisplayName("the player's claims")
  class OfThePlayer {
    @Test
    void areChecked() {
      Instant now = Instant.parse("2030-01-01T12:00:00Z");
      refused(() -> PlayerClaims.of("", "steam", Kind.FULL, now, 0));
      refused(() -> PlayerClaims.of("lostsky", "ste am", Kind.FULL, now, 0));
      refused(() -> PlayerClaims.of("lostsky", "steam", Kind.FULL, Instant.MIN, 0));
      refused(() -> PlayerClaims.of("lostsky", "steam", Kind.FULL, now, -1));
      refused(() -> PlayerClaims.of("lostsky", "steam", Kind.FULL, now, 1L << 53));
      refused(() -> PlayerClaims.of("lostsky", "steam", Kind.FULL, now, 0).inRegion("de"));
      refused(() -> PlayerClaims.of("lostsky", "steam", Kind.FULL, now, 0).inRegion("DEU"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gp", "_", "Gp_", "g p_", "1p_", "aud_sub"})
    void needAPrefixThatIsOne(String prefix) {
      refused(() -> PlayerClaimNaming.flat(prefix));
    }
  }

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
