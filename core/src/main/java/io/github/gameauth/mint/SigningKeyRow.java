// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A signing key as a store keeps it. Nothing in it changes but {@code revokedAt}, once, from empty
 * to a time; what a key does today is read off these times and the clock.
 *
 * <p>All times are whole milliseconds, so that every store gives back what it was given.
 *
 * @param issuer whose tokens it signs
 * @param algorithm what it signs with
 * @param slot the number of its slot; unique together with issuer and algorithm
 * @param keyId the thumbprint of its public key (RFC 7638), which is the {@code kid} of its tokens
 * @param publicKey its public key as a JWK (RFC 7517), JSON text
 * @param protectedKey its private key as a {@link KeyProtector} sealed it, ASCII text
 * @param signFrom when its slot begins
 * @param signUntil when its slot ends; it signs on beyond that for as long as nothing follows it
 * @param insertedAt when it was made, by the clock of who made it
 * @param revokedAt since when it must not be trusted, or empty
 */
public record SigningKeyRow(
    String issuer,
    Algorithm algorithm,
    long slot,
    String keyId,
    String publicKey,
    Secret protectedKey,
    Instant signFrom,
    Instant signUntil,
    Instant insertedAt,
    Optional<Instant> revokedAt) {
  /** Checks the names and cuts the times to milliseconds. */
  public SigningKeyRow {
    Require.printable("issuer", issuer);
    Require.printable("keyId", keyId);
    signFrom = signFrom.truncatedTo(ChronoUnit.MILLIS);
    signUntil = signUntil.truncatedTo(ChronoUnit.MILLIS);
    insertedAt = insertedAt.truncatedTo(ChronoUnit.MILLIS);
    revokedAt = revokedAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    if (!signFrom.isBefore(signUntil)) {
      throw new IllegalArgumentException(
          "signUntil: " + signUntil + " (expected: after " + signFrom + ")");
    }
  }

  /** The same key, revoked at {@code at}; one that is revoked already keeps its time. */
  public SigningKeyRow revoked(Instant at) {
    return revokedAt.isPresent()
        ? this
        : new SigningKeyRow(
            issuer,
            algorithm,
            slot,
            keyId,
            publicKey,
            protectedKey,
            signFrom,
            signUntil,
            insertedAt,
            Optional.of(at));
  }

  /** Its names and times, and nothing of its private key. */
  @Override
  public String toString() {
    return "SigningKeyRow("
        + String.join(" ", issuer, algorithm.name(), "slot " + slot, keyId)
        + ", inserted "
        + insertedAt
        + revokedAt.map(at -> ", revoked " + at).orElse("")
        + ")";
  }
}
