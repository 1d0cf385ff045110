// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.pool.Pool;
import java.security.Key;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that may check signatures, with the algorithms it may check them by. Whoever makes one by
 * the constructor vouches for it; keys out of key sets were admitted by the rules of {@code
 * JwksCache}, and so are those of {@link #admitted}.
 *
 * <p>Immutable in all that it says, and safe to share. It keeps a few prepared computations for
 * reuse, so one object used a million times costs less than a million objects.
 */
public final class VerificationKey {
  private final Optional<String> keyId;
  private final Key key;
  private final Set<Algorithm> algorithms;
  private final SignatureForm form;
  private final Pool<PreparedSignature> prepared = new Pool<>();
  private volatile @Nullable String thumbprint; // made when it is first asked for

  /**
   * A key and what it may be used with.
   *
   * @param keyId the {@code kid} that tokens name it by, or empty if it has none
   * @param key a {@link java.security.PublicKey}, or a {@link javax.crypto.SecretKey} for HS256
   * @param algorithms what it may be used with; at least one, all of one family
   * @throws IllegalArgumentException if the algorithms are of several families, or the key is of
   *     another kind or curve than one of them
   */
  public VerificationKey(Optional<String> keyId, Key key, Set<Algorithm> algorithms) {
    this.keyId = keyId;
    this.key = key;
    this.algorithms = Set.copyOf(algorithms);
    if (this.algorithms.stream().map(Algorithm::family).distinct().count() != 1) {
      throw new IllegalArgumentException("algorithms: " + algorithms + " (expected: one family)");
    }
    SignatureForm last = null;
    for (Algorithm algorithm : this.algorithms) {
      last = SignatureForm.of(key, algorithm);
    }
    this.form = Objects.requireNonNull(last);
  }

  /**
   * A key that somebody else published, in whatever form, judged as those of key sets are: RSA of
   * 2048 to 8192 bits with a sound exponent and no known weakness, EC with a point on its curve,
   * neither with a private half that is public knowledge.
   *
   * @param keyId the {@code kid} that tokens name it by, or empty if it has none
   * @param algorithm the one algorithm it may be used with
   * @return empty if the key is refused, or of another kind or curve than the algorithm
   */
  public static Optional<VerificationKey> admitted(
      Optional<String> keyId, PublicKey key, Algorithm algorithm) {
    try {
      JwkAdmission.require(key);
      return Optional.of(new VerificationKey(keyId, key, Set.of(algorithm)));
    } catch (JwkRefusedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The {@code kid} that tokens name it by, or empty if it has none. */
  public Optional<String> keyId() {
    return keyId;
  }

  /**
   * What it is called where keys are announced, as in {@code KeysChanged}: its {@code kid}, or else
   * its thumbprint (RFC 7638). Empty for a shared secret without a {@code kid}.
   */
  public Optional<String> name() {
    if (keyId.isPresent() || !(key instanceof PublicKey publicKey)) {
      return keyId;
    }
    String known = thumbprint;
    if (known == null) {
      known = JwkThumbprint.of(publicKey);
      thumbprint = known;
    }
    return Optional.of(known);
  }

  /** A {@link java.security.PublicKey}, or a {@link javax.crypto.SecretKey} for HS256. */
  public Key key() {
    return key;
  }

  /** What it may be used with; never empty, all of one family. */
  public Set<Algorithm> algorithms() {
    return algorithms;
  }

  /** Whether tokens signed by {@code algorithm} may be checked with this key. */
  public boolean allows(Algorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  SignatureForm form() {
    return form;
  }

  Pool<PreparedSignature> prepared() {
    return prepared;
  }

  /** Whether both have the same id, key and algorithms. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof VerificationKey that
            && keyId.equals(that.keyId)
            && algorithms.equals(that.algorithms)
            && key.equals(that.key));
  }

  @Override
  public int hashCode() {
    return 31 * keyId.hashCode() + algorithms.hashCode();
  }

  /** Its id, clipped and made printable, and its algorithms; never the key. */
  @Override
  public String toString() {
    return "VerificationKey("
        + keyId.map(Printable::clipped).orElse("no kid")
        + ", "
        + algorithms
        + ")";
  }
}
