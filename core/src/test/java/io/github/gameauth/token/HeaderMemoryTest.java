// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.testing.TestIssuer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader that knows the header from a good token judges like one that has never seen any. */
final class HeaderMemoryTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final String HONEST = ISSUER.token().signed();
  private static final VerificationKey KEY = ISSUER.key().forVerification();

  private final TokenReader knowing = reader();

  private static TokenReader reader() {
    return new TokenReader(TokenLimits.DEFAULT, Set.of(Algorithm.RS256));
  }

  private static String verdict(TokenReader reader, String token) {
    try {
      return "by " + reader.read(TokenBytes.of(token, TokenLimits.DEFAULT)).algorithm();
    } catch (TokenRejectedException e) {
      return e.rejection().code();
    }
  }

  private void assertNoDifference(String token) {
    assertEquals(verdict(reader(), token), verdict(knowing, token), token);
  }

  private void getToKnowTheHeader() throws TokenRejectedException {
    knowing
        .read(TokenBytes.of(HONEST, TokenLimits.DEFAULT))
        .verifiedBy(List.of(KEY), SignatureProvider.platform());
  }

  @Test
  void judgesAlikeWhateverIsDoneToTheToken() throws TokenRejectedException {
    getToKnowTheHeader();

    for (int i = 0; i < HONEST.length(); i++) {
      String before = HONEST.substring(0, i);
      String after = HONEST.substring(i + 1);
      for (String put : List.of("", ".", "A", "=", HONEST.charAt(i) + ".", "..")) {
        assertNoDifference(before + put + after);
      }
      assertNoDifference(before);
    }
  }

  @Test
  void judgesAlikeHowManySegmentsThereMayBe() throws TokenRejectedException {
    getToKnowTheHeader();
    String[] part = HONEST.split("\\.");
    assertNoDifference(part[0] + "." + part[1] + "."); // three, and no key fits the empty one

    Stream.of(
            part[0],
            part[0] + ".",
            part[0] + "..",
            part[0] + "...",
            part[0] + "." + part[1],
            part[0] + ".." + part[2],
            part[0] + "." + part[0] + "." + part[1] + "." + part[2],
            HONEST + ".",
            HONEST + "." + part[2],
            HONEST + "." + HONEST,
            "." + HONEST)
        .forEach(
            token -> {
              assertNoDifference(token);
              assertEquals("MALFORMED", verdict(knowing, token), token);
            });
  }
}
