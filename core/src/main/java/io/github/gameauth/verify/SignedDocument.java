// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A document of revocations as it comes: the manifest, a line feed, and the body. The body is JSON,
 * for each kind of revocation a list of rows: target, end in milliseconds, lowest epoch or null,
 * cut-off in seconds or null, the cause or null; the last ones may be left out.
 */
final class SignedDocument {
  private static final long VERSION = 1;

  /** The bytes are limited by who fetched them; a row has at least seven. */
  private static final JsonLimits LIMITS = new JsonLimits(4, 750_000, 16);

  private final String manifest;
  private final byte[] content;
  private final int start;

  private SignedDocument(String manifest, byte[] content, int start) {
    this.manifest = manifest;
    this.content = content;
    this.start = start;
  }

  static SignedDocument of(byte[] content) {
    for (int i = 0; i < Math.min(content.length, RevocationManifest.MAX_LENGTH + 1); i++) {
      if (content[i] == '\n') {
        return new SignedDocument(new String(content, 0, i, US_ASCII), content, i + 1);
      }
    }
    throw unreadable();
  }

  String manifest() {
    return manifest;
  }

  /** What the body says, if it is the one that was signed. */
  List<Revocation> revocations(RevocationManifest signed) {
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(digest()).equals(signed.sha256())) {
      throw new RevocationsUnavailableException("revocations: not those that were signed");
    }
    try {
      JsonObject body = StrictJson.read(content, start, content.length - start, LIMITS);
      if (body.whole("v") != VERSION) {
        throw unreadable();
      }
      List<Revocation> revocations = new ArrayList<>();
      for (RevocationKind kind : RevocationKind.values()) {
        if (body.has(kind.name())) {
          for (Object row : list(body.get(kind.name()))) {
            revocations.add(revocation(kind, list(row)));
          }
        }
      }
      return revocations;
    } catch (JsonRejectedException | IllegalArgumentException | DateTimeException e) {
      throw unreadable();
    }
  }

  private byte[] digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(content, start, content.length - start);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw unreadable();
  }

  private static Revocation revocation(RevocationKind kind, List<?> row) {
    if (row.size() < 2 || row.size() > 5 || !(row.get(0) instanceof String target)) {
      throw unreadable();
    }
    OptionalLong until = number(row, 1);
    OptionalLong cutOff = number(row, 3);
    return new Revocation(
        kind,
        target,
        number(row, 2),
        cutOff.isEmpty()
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(cutOff.getAsLong())),
        Instant.ofEpochMilli(until.orElseThrow(SignedDocument::unreadable)),
        cause(row));
  }

  /** One that a newer issuer knows, and we do not, makes the tokens no less dead. */
  private static RevocationCause cause(List<?> row) {
    Object value = row.size() == 5 ? row.get(4) : null;
    if (value == null) {
      return RevocationCause.ENDED;
    }
    if (value instanceof String name) {
      return RevocationCause.named(name);
    }
    throw unreadable();
  }

  private static OptionalLong number(List<?> row, int index) {
    Object value = index < row.size() ? row.get(index) : null;
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw unreadable();
  }

  /** Whether it may stand in a request. */
  static boolean isSendable(String entityTag) {
    return !entityTag.isEmpty()
        && entityTag.length() <= 256
        && entityTag.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static RevocationsUnavailableException unreadable() {
    return new RevocationsUnavailableException("revocations: no such document");
  }
}
