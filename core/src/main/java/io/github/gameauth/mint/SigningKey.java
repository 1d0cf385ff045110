// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwkThumbprint;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.Signer;
import io.github.gameauth.key.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A key pair that may sign, with its id; the two halves were seen to fit. Immutable. */
final class SigningKey {
  private final Algorithm algorithm;
  private final String keyId;
  private final KeyPair pair;
  private final SignatureProvider provider;
  private final Signer signer;
  private final VerificationKey verificationKey;
  private final Map<TokenKind, String> headers = new EnumMap<>(TokenKind.class);

  private SigningKey(Algorithm algorithm, String keyId, KeyPair pair, SignatureProvider provider) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.pair = pair;
    this.provider = provider;
    this.signer = new Signer(provider, algorithm, pair.getPrivate());
    this.verificationKey =
        new VerificationKey(Optional.of(keyId), pair.getPublic(), Set.of(algorithm));
    for (TokenKind kind : TokenKind.values()) {
      headers.put(kind, encodedHeader(kind));
    }
  }

  private String encodedHeader(TokenKind kind) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", kind.typ());
    header.put("alg", algorithm.name());
    header.put("kid", keyId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(header));
  }

  /**
   * Takes a pair after looking at it.
   *
   * @throws IllegalArgumentException if it is weak, of another kind, or its halves do not fit; the
   *     message shows nothing of the key
   */
  static SigningKey of(Algorithm algorithm, KeyPair pair, SignatureProvider provider) {
    KeyPairs.requireFit(algorithm, pair, provider);
    return new SigningKey(algorithm, JwkThumbprint.of(pair.getPublic()), pair, provider);
  }

  String keyId() {
    return keyId;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** The header of the tokens it signs, base64url. */
  String header(TokenKind kind) {
    return Objects.requireNonNull(headers.get(kind));
  }

  VerificationKey verificationKey() {
    return verificationKey;
  }

  KeyPair pair() {
    return pair;
  }

  /** How many bytes its signatures have. */
  int signatureLength() {
    return pair.getPublic() instanceof RSAPublicKey rsa
        ? (rsa.getModulus().bitLength() + 7) / 8
        : algorithm.signatureLength();
  }

  byte[] sign(byte[] content) {
    try {
      return signer.sign(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "key " + keyId + ": " + provider.name() + " could not sign by " + algorithm, e);
    }
  }

  /** Its id and algorithm; never the key. */
  @Override
  public String toString() {
    return "SigningKey(" + keyId + ", " + algorithm + ")";
  }
}
