// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/** Good tokens of a wanted length: a session token that lists what the player owns. */
public final class SizedTokens {
  /** A UUID's text in quotes, and the comma after it. */
  private static final int ITEM = 39;

  /** A session token as it is. */
  private static final int SESSION = 515;

  private static final int SIGNATURE_AND_DOTS = 344;

  private SizedTokens() {}

  /** So many tokens of {@code length} characters, give or take one for the steps of base64. */
  public static Sample[] signedBy(SampleIssuer issuer, int length, int count) {
    Instant now = Instant.now();
    String header = TokenShape.SESSION.header();
    if (length == SESSION) {
      return TokenShape.SESSION.signedBy(issuer, count);
    }
    int payload = (length - SIGNATURE_AND_DOTS - (header.length() * 4 + 2) / 3) * 3 / 4;
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            number -> {
              String session = TokenShape.SESSION.payload(TokenFacts.good(number, now));
              return issuer.signed(header, filled(session, payload));
            })
        .toArray(Sample[]::new);
  }

  private static String filled(String session, int length) {
    StringBuilder payload = new StringBuilder(session);
    payload.setLength(payload.length() - 1);
    payload.append(",\"owns\":[");
    for (int item = 0; length - payload.length() > 2 * ITEM; item++) {
      payload.append('"').append(uuid(item)).append("\",");
    }
    int rest = length - payload.length() - "\"\"]}".length();
    if (rest < 0) {
      throw new IllegalArgumentException("length: too short (expected: 515, or at least 540)");
    }
    return payload.append('"').append("x".repeat(rest)).append("\"]}").toString();
  }

  private static String uuid(int item) {
    byte[] name = ("item" + item).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
