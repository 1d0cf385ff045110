// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.verify.VerifiedPlayer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a lease keeps of the token that it hangs on, in a few words of memory: enough to tell
 * whether a revocation or a withdrawn key means it. Times are seconds. Immutable.
 */
final class TokenTrace {
  /** What is absent; no claim says so. */
  private static final long NONE = Long.MIN_VALUE;

  private final long tokenId;
  private final long startedAt;
  private final long sessionEpoch;
  private final long issuedAt;
  private final long endsAt;
  private final @Nullable String keyName;
  private final boolean hasKeyId;

  private TokenTrace(VerifiedPlayer player, TokenMark mark) {
    this.tokenId = mark.tokenId().map(TokenTrace::digest).orElse(NONE);
    this.startedAt = mark.startedAt().map(Instant::getEpochSecond).orElse(NONE);
    this.sessionEpoch = mark.sessionEpoch().orElse(NONE);
    this.issuedAt = player.claims().issuedAt().map(Instant::getEpochSecond).orElse(NONE);
    this.endsAt = player.expiresAt().map(Instant::getEpochSecond).orElse(NONE);
    // The very string of the key set, which all its tokens share.
    this.keyName = player.claims().key().name().orElse(null);
    this.hasKeyId = mark.keyId().isPresent();
  }

  static TokenTrace of(VerifiedPlayer player) {
    return new TokenTrace(player, player.mark());
  }

  /** Eight bytes instead of a string of some sixty; two ids that agree in them are not met. */
  static long digest(String tokenId) {
    return ByteBuffer.wrap(Fingerprint.of(tokenId).bytes()).getLong();
  }

  boolean isOlderThan(TokenTrace other) {
    return issuedAt < other.issuedAt;
  }

  /** What the key is called where keys are announced: by its id, or else by its thumbprint. */
  Optional<String> keyName() {
    return Optional.ofNullable(keyName);
  }

  /** Whether the token itself, and not only the lease, is still good at that time. */
  boolean isAliveAt(long wallMillis) {
    return endsAt != NONE && wallMillis < endsAt * 1000;
  }

  /**
   * Whether a revocation means it, by the rule of feeds. That it is of its subject, session or
   * issuer was looked at before.
   *
   * @param target the digest of the revocation's target, if it names a token
   */
  boolean isMeantBy(Revocation revocation, long target) {
    boolean isNamed =
        switch (revocation.kind()) {
          case SUBJECT, SESSION, ISSUER -> true;
          case TOKEN -> tokenId == target;
          case KEY -> hasKeyId && revocation.target().equals(keyName);
        };
    return isNamed && revocation.reaches(age());
  }

  /** The digest to look for, where tokens are looked for. */
  static long digestOf(Revocation revocation) {
    return revocation.kind() == RevocationKind.TOKEN ? digest(revocation.target()) : NONE;
  }

  /** A mark that knows nothing but how old the session is. */
  private TokenMark age() {
    return TokenMark.of(
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        startedAt == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(startedAt)),
        sessionEpoch == NONE ? OptionalLong.empty() : OptionalLong.of(sessionEpoch));
  }
}
