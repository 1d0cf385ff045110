// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads any bytes by {@link UnverifiedToken} and by {@link ReferenceTokenParser} and insists that
 * both say the same. Everything but a verdict, such as another exception, goes through to the test.
 */
final class TwoReadings {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
  private static final TestKey KEY = TestKey.sharedSecret(new byte[32]);
  private static final String HEADER = encoded("{\"alg\":\"HS256\"}".getBytes(UTF_8));
  private static final String PAYLOAD = encoded("{\"sub\":\"p-17\"}".getBytes(UTF_8));

  private TwoReadings() {}

  /**
   * Judges the bytes as a token, as the payload of a token and as its header.
   *
   * @return how many of the three are let in
   */
  static int judge(byte[] bytes) {
    int accepted = isRead(bytes) ? 1 : 0;
    accepted += isRead((HEADER + "." + encoded(bytes) + ".AAAA").getBytes(ISO_8859_1)) ? 1 : 0;
    return accepted
        + (isRead((encoded(bytes) + "." + PAYLOAD + ".AAAA").getBytes(ISO_8859_1)) ? 1 : 0);
  }

  private static boolean isRead(byte[] token) {
    Optional<ReferenceTokenParser.Reading> expected =
        ReferenceTokenParser.read(token, TokenLimits.DEFAULT, ALL);
    UnverifiedToken read;
    try {
      read = UnverifiedToken.parse(token, TokenLimits.DEFAULT, ALL);
    } catch (TokenRejectedException e) {
      assertEquals(Optional.empty(), expected.map(reading -> "read, not " + e.rejection()));
      assertEquals(e.rejection().code(), e.getMessage());
      return false;
    }
    ReferenceTokenParser.Reading reading =
        expected.orElseThrow(() -> new AssertionError("refused by the reference"));
    assertEquals(reading.header().get("alg"), read.algorithm().name());
    assertEquals(Optional.ofNullable(reading.header().get("kid")), read.keyId());
    assertEquals(Optional.ofNullable(reading.header().get("typ")), read.type());
    assertSameClaims(reading, read.registered());
    if (read.algorithm() == Algorithm.HS256) {
      assertSameClaims(reading, verified(token));
    }
    return true;
  }

  private static void assertSameClaims(
      ReferenceTokenParser.Reading reading, RegisteredClaims claims) {
    assertEquals(Optional.ofNullable(reading.claims().get("iss")), claims.issuer());
    assertEquals(Optional.ofNullable(reading.claims().get("sub")), claims.subject());
    assertEquals(Optional.ofNullable(reading.claims().get("jti")), claims.tokenId());
    assertEquals(reading.audience(), claims.audience());
    assertEquals(reading.expiresAt(), claims.expiresAt());
    assertEquals(reading.notBefore(), claims.notBefore());
    assertEquals(reading.issuedAt(), claims.issuedAt());
  }

  private static void assertSameClaims(ReferenceTokenParser.Reading reading, Claims claims) {
    assertSameClaims(reading, claims.registered());
    assertEquals(reading.claims(), claims.asMap());
    assertEquals(
        new ArrayList<>(reading.claims().keySet()), new ArrayList<>(claims.asMap().keySet()));
  }

  /** The claims of the same token under a signature that fits. */
  private static Claims verified(byte[] token) {
    String text = new String(token, ISO_8859_1);
    String content = text.substring(0, text.lastIndexOf('.'));
    String signed = content + "." + encoded(KEY.sign(content));
    if (signed.length() > TokenLimits.DEFAULT.tokenLength()) {
      return claims(content + "." + encoded(KEY.sign(content)), TokenLimits.MAX_TOKEN_LENGTH);
    }
    return claims(signed, TokenLimits.DEFAULT.tokenLength());
  }

  private static Claims claims(String signed, int tokenLength) {
    try {
      return UnverifiedToken.parse(signed, new TokenLimits(tokenLength, 4096), ALL)
          .verifiedBy(List.of(KEY.forVerification()), SignatureProvider.platform());
    } catch (TokenRejectedException e) {
      throw new AssertionError("refused once it was signed: " + e.rejection(), e);
    }
  }

  private static String encoded(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }
}
