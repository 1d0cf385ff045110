// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.Optional;

/**
 * The signature algorithms that tokens may be signed with. There is no {@code none}, and a token
 * never chooses: an issuer's configuration and the key do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518 §3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037 §3.1</a>
 */
public enum Algorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256: what players' tokens are signed with unless told otherwise. */
  RS256(Family.RSA, 0),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384(Family.RSA, 0),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512(Family.RSA, 0),
  /** RSASSA-PSS with SHA-256 and a salt of 32 bytes. */
  PS256(Family.RSA, 0),
  /** RSASSA-PSS with SHA-384 and a salt of 48 bytes. */
  PS384(Family.RSA, 0),
  /** RSASSA-PSS with SHA-512 and a salt of 64 bytes. */
  PS512(Family.RSA, 0),
  /** ECDSA on P-256 with SHA-256. */
  ES256(Family.EC, 64),
  /** ECDSA on P-384 with SHA-384. */
  ES384(Family.EC, 96),
  /** ECDSA on P-521 with SHA-512. */
  ES512(Family.EC, 132),
  /** EdDSA with Ed25519; Ed448 is not supported. */
  EdDSA(Family.OKP, 64),
  /**
   * HMAC with SHA-256, for tokens of one's own under a shared secret alone: only {@link
   * SharedSecretKeys} hold keys for it, and no key set can bring one.
   */
  HS256(Family.OCT, 32);

  /** Which kind of key an algorithm takes, named as {@code kty} names it. */
  public enum Family {
    /** RSA keys. */
    RSA,
    /** Elliptic curve keys. */
    EC,
    /** Octet key pairs: Ed25519. */
    OKP,
    /** Shared secrets. */
    OCT
  }

  private final Family family;
  private final int signatureLength;

  Algorithm(Family family, int signatureLength) {
    this.family = family;
    this.signatureLength = signatureLength;
  }

  /** The kind of key it takes. */
  public Family family() {
    return family;
  }

  /** How many bytes each of its signatures has, or 0 if that is the key's own length (RSA). */
  public int signatureLength() {
    return signatureLength;
  }

  /** The algorithm of exactly that name, letter by letter. */
  public static Optional<Algorithm> named(String name) {
    for (Algorithm algorithm : ALL) {
      if (algorithm.name().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private static final Algorithm[] ALL = values();
}
