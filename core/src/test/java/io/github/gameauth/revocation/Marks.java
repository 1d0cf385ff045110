// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Tokens as the tests want them. */
final class Marks {
  static final String ISSUER = "https://id.mygame.example";

  private Marks() {}

  /** A token of a session, of which everything is known. */
  static TokenMark of(String subject, String session, String token, long epoch, Instant started) {
    return TokenMark.of(
        ISSUER,
        subject,
        Optional.of(session),
        Optional.of(token),
        Optional.of("key-1"),
        Optional.of(started),
        OptionalLong.of(epoch));
  }

  /** A token that says whose it is, and nothing else. */
  static TokenMark bare(String subject) {
    return TokenMark.of(
        ISSUER,
        subject,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }
}
