// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.token.Rejection.Reason;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 where it was asked for: padding in the segments, and signed over with it. */
final class PaddedSegmentsTest {
  private static final TestKey KEY = TestKey.named("padded", Algorithm.ES256);
  private static final Set<Algorithm> ES256 = Set.of(Algorithm.ES256);

  private final TokenReader strict = new TokenReader(TokenLimits.DEFAULT, ES256);
  private final TokenReader lenient =
      TokenReader.allowingPaddedSegments(TokenLimits.DEFAULT, ES256);

  /** A token whose header and payload need so many characters of padding. */
  private static String[] segments(int headerPadding, int payloadPadding) {
    String header = "{\"alg\":\"ES256\",\"signer\":\"balancer\",\"x\":[1,true]";
    String payload = "{\"sub\":\"p-17\"";
    String[] segments = {encoded(header, headerPadding), encoded(payload, payloadPadding), ""};
    segments[2] = Base64.getUrlEncoder().encodeToString(KEY.sign(segments[0] + "." + segments[1]));
    return segments;
  }

  private static String encoded(String open, int padding) {
    StringBuilder json = new StringBuilder(open);
    while ((3 - (json.length() + 1) % 3) % 3 != padding) {
      json.append(' ');
    }
    return Base64.getUrlEncoder().encodeToString(json.append('}').toString().getBytes(UTF_8));
  }

  private static Claims claims(TokenReader reader, String... segments)
      throws TokenRejectedException {
    return reader
        .read(TokenBytes.of(String.join(".", segments), TokenLimits.DEFAULT))
        .verifiedBy(List.of(KEY.forVerification()), SignatureProvider.platform());
  }

  private static void assertMalformed(TokenReader reader, String... segments) {
    TokenRejectedException e =
        assertThrows(TokenRejectedException.class, () -> claims(reader, segments));
    assertEquals(Reason.MALFORMED, e.rejection().reason());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"})
  void areTakenWhereAskedForAndNowhereElse(int header, int payload) throws Exception {
    String[] token = segments(header, payload);

    Claims claims = claims(lenient, token);

    assertEquals(Optional.of("p-17"), claims.subject());
    assertEquals(Optional.of("balancer"), claims.header("signer"));
    assertEquals(Optional.of(List.of(1L, true)), claims.header("x"));
    assertEquals(Optional.empty(), claims.header("client"));
    assertMalformed(strict, token);
    // Again, now that the header is known.
    assertEquals(Optional.of("p-17"), claims(lenient, token).subject());
    assertEquals(Optional.of("balancer"), claims(lenient, token).header("signer"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void arePaddedExactly(int segment) {
    for (String excess : List.of("=", "==", "===", "====", "%3D")) {
      String[] token = segments(2, 1);
      token[segment] += excess;
      assertMalformed(lenient, token);
    }
    for (String only : List.of("=", "==", "===", "====", "=AAA", "A===", "AA=A")) {
      String[] token = segments(2, 1);
      token[segment] = only;
      assertMalformed(lenient, token);
    }
  }

  @Test
  void arePaddedAllOrNone() throws Exception {
    String[] token = segments(2, 1);
    String signature = token[2];
    token[2] = signature.replace("=", "");

    assertMalformed(lenient, token);

    String[] bare = segments(2, 1);
    bare[0] = bare[0].replace("=", "");
    bare[1] = bare[1].replace("=", "");
    String content = bare[0] + "." + bare[1];
    bare[2] = Base64.getUrlEncoder().encodeToString(KEY.sign(content));
    assertMalformed(lenient, bare);
    bare[2] = bare[2].replace("=", "");
    assertEquals(Optional.of("p-17"), claims(lenient, bare).subject());
    assertEquals(Optional.of("p-17"), claims(strict, bare).subject());
  }

  @Test
  void leaveNoUnusedBitSet() { // F4
    String[] token = segments(2, 2);
    for (int i = 0; i < 3; i++) {
      String[] other = token.clone();
      int last = other[i].indexOf('=') - 1;
      char digit = (char) (other[i].charAt(last) + 1);
      other[i] = other[i].substring(0, last) + digit + other[i].substring(last + 1);
      assertMalformed(lenient, other);
    }
  }

  @Test
  void arePartOfWhatWasSigned() {
    String[] token = segments(1, 1);
    token[0] = token[0].replace("=", "");
    token[1] = token[1].replace("=", "");
    token[2] = token[2].replace("=", "");

    TokenRejectedException e =
        assertThrows(TokenRejectedException.class, () -> claims(lenient, token));

    assertEquals(Reason.SIGNATURE, e.rejection().reason());
  }
}
