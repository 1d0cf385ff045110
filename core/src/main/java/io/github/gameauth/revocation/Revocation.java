// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import io.github.gameauth.check.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which tokens are dead before they expire. With a lowest epoch, those of lower epochs or none are;
 * with a cut-off, those whose session began at it, before it, or nobody knows when; with both,
 * those that either one names; with neither, all of them are. Of several that name a token, the
 * strictest counts, and so does its cause.
 *
 * <p>Times are whole milliseconds, and a cut-off whole seconds, as in tokens.
 *
 * @param kind what it names
 * @param target whom it names, exactly as it stands in tokens: 1 to 255 printable characters
 * @param lowestEpoch the lowest session epoch that is still good
 * @param cutOff sessions must have begun after this second
 * @param expiresAt when the last token that it could name has expired; it is forgotten then
 * @param cause why; it changes nothing of which tokens are dead
 */
public record Revocation(
    RevocationKind kind,
    String target,
    OptionalLong lowestEpoch,
    Optional<Instant> cutOff,
    Instant expiresAt,
    RevocationCause cause) {
  /** Checks the target and cuts the times. */
  public Revocation {
    Require.text("target", target, 1, 255);
    if (lowestEpoch.isPresent() && lowestEpoch.getAsLong() < 0) {
      throw new IllegalArgumentException(
          "lowestEpoch: " + lowestEpoch.getAsLong() + " (expected: not negative)");
    }
    cutOff = cutOff.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** One that is no ban. */
  public Revocation(
      RevocationKind kind,
      String target,
      OptionalLong lowestEpoch,
      Optional<Instant> cutOff,
      Instant expiresAt) {
    this(kind, target, lowestEpoch, cutOff, expiresAt, RevocationCause.ENDED);
  }

  /** All tokens of {@code target}. */
  public static Revocation of(RevocationKind kind, String target, Instant expiresAt) {
    return new Revocation(kind, target, OptionalLong.empty(), Optional.empty(), expiresAt);
  }

  /** Tokens of {@code target} of epochs before {@code epoch}. */
  public static Revocation beforeEpoch(
      RevocationKind kind, String target, long epoch, Instant expiresAt) {
    return new Revocation(kind, target, OptionalLong.of(epoch), Optional.empty(), expiresAt);
  }

  /** Tokens of {@code target} whose session began at {@code cutOff} or before. */
  public static Revocation upTo(
      RevocationKind kind, String target, Instant cutOff, Instant expiresAt) {
    return new Revocation(kind, target, OptionalLong.empty(), Optional.of(cutOff), expiresAt);
  }

  /** This one, for another cause; those of the factories are {@link RevocationCause#ENDED}. */
  public Revocation because(RevocationCause cause) {
    return new Revocation(kind, target, lowestEpoch, cutOff, expiresAt, cause);
  }

  /**
   * Whether it reaches a token as old as this one. Whom it names and whether it is over is not
   * looked at: for what is told of it and has found its target.
   */
  public boolean reaches(TokenMark token) {
    return Mark.of(this, 0).revokes(token, Mark.NONE);
  }

  /** Its kind, end and cause, not whom it names. */
  @Override
  public String toString() {
    return "Revocation(" + kind + " …, until " + expiresAt + ", " + cause + ")";
  }
}
