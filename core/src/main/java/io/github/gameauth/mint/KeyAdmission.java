// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwkThumbprint;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which rows of the store are keys of ours. A row counts only if its seal opens for exactly
 * its issuer, algorithm and id, and both halves fit: so whoever can write to the store, but does
 * not hold the sealing key, cannot have a key of their own published.
 */
final class KeyAdmission {
  private static final Logger log = LoggerFactory.getLogger(KeyAdmission.class);

  private final String issuer;
  private final Algorithm algorithm;
  private final KeyProtector protector;
  private final SignatureProvider provider;
  private final AuthListener listener;
  // Opening a seal and trying a pair takes a millisecond, so it is done once for each row.
  private final Map<String, Admitted> admitted = new ConcurrentHashMap<>();

  private record Admitted(String publicKey, Secret sealed, SigningKey key) {}

  KeyAdmission(
      String issuer,
      Algorithm algorithm,
      KeyProtector protector,
      SignatureProvider provider,
      AuthListener listener) {
    this.issuer = issuer;
    this.algorithm = algorithm;
    this.protector = protector;
    this.provider = provider;
    this.listener = listener;
  }

  KeyProtector.Purpose purpose(String keyId) {
    return new KeyProtector.Purpose(issuer, algorithm, keyId);
  }

  /** The key in {@code row}, or empty if it is refused, which is logged and told. */
  Optional<SigningKey> admit(SigningKeyRow row) {
    Admitted known = admitted.get(row.keyId());
    if (known != null
        && known.publicKey().equals(row.publicKey())
        && known.sealed().equals(row.protectedKey())) {
      return Optional.of(known.key());
    }
    try {
      SigningKey key = read(row);
      admitted.put(row.keyId(), new Admitted(row.publicKey(), row.protectedKey(), key));
      return Optional.of(key);
    } catch (KeyProtectionException e) {
      return refused(row, "PROTECTION", e);
    } catch (GeneralSecurityException e) {
      return refused(row, "UNREADABLE", e);
    } catch (IllegalArgumentException e) {
      return refused(row, "UNFIT", e);
    }
  }

  private SigningKey read(SigningKeyRow row) throws GeneralSecurityException {
    if (!row.issuer().equals(issuer) || row.algorithm() != algorithm) {
      throw new IllegalArgumentException("row: of another issuer or algorithm");
    }
    PublicKey publicKey = PublicJwk.parse(row.publicKey());
    if (!JwkThumbprint.of(publicKey).equals(row.keyId())) {
      throw new IllegalArgumentException("key id: not the public key's thumbprint");
    }
    Secret pkcs8 = protector.open(row.protectedKey(), purpose(row.keyId()));
    PrivateKey privateKey = KeyPairs.readPrivate(algorithm, pkcs8.revealBytes());
    return SigningKey.of(algorithm, new KeyPair(publicKey, privateKey), provider);
  }

  private Optional<SigningKey> refused(SigningKeyRow row, String reason, Exception why) {
    log.warn("{} is left out: {}", row, why.getMessage());
    listener.keyRefused(issuer, reason);
    return Optional.empty();
  }
}
