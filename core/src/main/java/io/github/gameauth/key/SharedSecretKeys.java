// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Shared secrets for HS256, for tokens of one's own such as Nakama sessions. Whoever can verify
 * with one can also forge; where the verifier is another machine than the minter, use RS256.
 *
 * <p>Tokens under a shared secret name no key, so the newest is tried with those that it replaces.
 * Immutable and safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518 §3.2</a>
 */
public final class SharedSecretKeys implements KeySource {
  /** A secret must be as long as the hash: shorter ones are guessed offline from one token. */
  public static final int MIN_LENGTH = 32;

  private static final Set<String> PUBLISHED =
      Set.of("defaultkey", "defaultencryptionkey", "defaultrefreshencryptionkey");
  private static final int MAX_KEYS = 3;

  private final KeyAnswer found;

  private SharedSecretKeys(List<VerificationKey> keys) {
    this.found = new KeyAnswer.Found(keys);
  }

  /**
   * One to three secrets, the newest first; several while one replaces another.
   *
   * @throws IllegalArgumentException if there are none or too many, or one is shorter than {@value
   *     #MIN_LENGTH} bytes
   */
  public static SharedSecretKeys of(Secret... secrets) {
    for (Secret secret : secrets) {
      if (secret.length() < MIN_LENGTH) {
        throw new IllegalArgumentException(
            "secret: " + secret.length() + " bytes (expected: at least " + MIN_LENGTH + ")");
      }
    }
    return ofChecked(secrets);
  }

  /**
   * Secrets of any length, for a Nakama server whose key is shorter than {@value #MIN_LENGTH} bytes
   * and cannot be changed today. A short secret is found offline from one token; the keys that
   * Nakama publishes as its defaults are refused all the same.
   */
  public static SharedSecretKeys allowingWeakLegacySecrets(Secret... secrets) {
    return ofChecked(secrets);
  }

  private static SharedSecretKeys ofChecked(Secret... secrets) {
    if (secrets.length == 0 || secrets.length > MAX_KEYS) {
      throw new IllegalArgumentException(
          "secrets: " + secrets.length + " (expected: 1 to " + MAX_KEYS + ")");
    }
    for (Secret secret : secrets) {
      if (PUBLISHED.contains(secret.reveal())) {
        throw new IllegalArgumentException(
            "secret: a published default (expected: one of your own)");
      }
    }
    return new SharedSecretKeys(
        List.of(secrets).stream()
            .map(
                secret ->
                    new VerificationKey(
                        Optional.empty(),
                        new SecretKeySpec(secret.revealBytes(), "HmacSHA256"),
                        Set.of(Algorithm.HS256)))
            .toList());
  }

  /** Every secret for a token of HS256 without a key id, and nothing else. */
  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    return algorithm == Algorithm.HS256 && keyId == null ? found : KeyAnswer.UNKNOWN;
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "SharedSecretKeys(…)";
  }
}
