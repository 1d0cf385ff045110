// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** Tokens of an issuer that goes over from one key to another. Safe to share. */
final class RotatedTokens {
  private static final String NEW_ID = "k2";

  private final SampleIssuer before = SampleIssuer.create();
  private final SampleIssuer after = SampleIssuer.create();
  private final Sample old = TokenShape.SESSION.signedBy(before, 1)[0];
  private final Sample fresh = after.withHeader(TokenShape.SESSION, header(NEW_ID));

  private static String header(String keyId) {
    return "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}";
  }

  /** The issuer with its old key. */
  SampleIssuer issuer() {
    return before;
  }

  /** Good, under the old key. */
  Sample old() {
    return old;
  }

  /** Good, under the new key. */
  Sample fresh() {
    return fresh;
  }

  /** One that names a key nobody has; what it is signed with nobody will ever see. */
  Sample naming(String keyId) {
    String header =
        Base64.getUrlEncoder().withoutPadding().encodeToString(header(keyId).getBytes(UTF_8));
    return Sample.of(header + old.text().substring(old.text().indexOf('.')));
  }

  /** One with a kid that never was before. */
  Sample guess() {
    return naming(Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36));
  }

  String oldJwk() {
    return before.jwk();
  }

  String newJwk() {
    return after.jwk(NEW_ID);
  }
}
