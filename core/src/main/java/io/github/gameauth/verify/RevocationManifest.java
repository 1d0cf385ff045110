// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.token.Claims;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer signs of a document: which it is, and the digest of its body.
 *
 * @param form everything, or what is new
 * @param part which part it is, from 0
 * @param parts how many there are
 * @param from since when the document leaves nothing out
 * @param asOf up to when
 * @param sha256 of the body, base64url
 */
record RevocationManifest(
    Form form, int part, int parts, Instant from, Instant asOf, String sha256) {
  static final int MAX_LENGTH = 4096;

  /** Which document. */
  enum Form {
    /** Everything that is revoked. */
    SNAPSHOT,
    /** What was revoked of late. */
    RECENT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads verified claims.
   *
   * @throws RevocationsUnavailableException if they are not those of a manifest
   */
  static RevocationManifest of(Claims claims) {
    Map<String, @Nullable Object> about =
        claims.object(SignedRevocations.CLAIM).orElseThrow(RevocationManifest::unreadable);
    long part = number(about, "part", 0, SignedRevocations.MAX_PARTS - 1);
    long parts = number(about, "parts", part + 1, SignedRevocations.MAX_PARTS);
    Instant from = time(about, "from");
    Instant asOf = time(about, "as_of");
    // Nobody has looked after the time of signing, give or take its fraction of a second.
    Optional<Instant> signed = claims.issuedAt().map(at -> at.plusSeconds(1));
    if (from.isAfter(asOf) || signed.isEmpty() || asOf.isAfter(signed.get())) {
      throw unreadable();
    }
    return new RevocationManifest(
        form(text(about, "form")), (int) part, (int) parts, from, asOf, text(about, "sha256"));
  }

  private static Form form(String word) {
    for (Form each : Form.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw unreadable();
  }

  private static String text(Map<String, @Nullable Object> about, String name) {
    if (about.get(name) instanceof String text) {
      return text;
    }
    throw unreadable();
  }

  private static long number(
      Map<String, @Nullable Object> about, String name, long least, long most) {
    if (about.get(name) instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw unreadable();
  }

  private static Instant time(Map<String, @Nullable Object> about, String name) {
    try {
      return Instant.ofEpochMilli(number(about, name, 0, Long.MAX_VALUE));
    } catch (DateTimeException e) {
      throw unreadable();
    }
  }

  private static RevocationsUnavailableException unreadable() {
    return new RevocationsUnavailableException("manifest: not one of revocations");
  }
}
