// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.secret.SecretGenerator;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import java.util.Set;

/** Makes key pairs, reads their private halves, and tells whether a pair may sign. */
final class KeyPairs {
  static final int MIN_RSA_BITS = 2048;
  static final int MAX_GENERATED_RSA_BITS = 4096;
  private static final int MAX_RSA_BITS = 8192;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);
  private static final SecretGenerator RANDOM = new SecretGenerator();

  private KeyPairs() {}

  static Algorithm requireSupported(Algorithm algorithm) {
    return switch (algorithm) {
      case RS256, RS384, RS512, PS256, PS384, PS512, ES256, EdDSA -> algorithm;
      case ES384, ES512, HS256 ->
          throw new IllegalArgumentException(
              "algorithm: " + algorithm + " (expected: RS*, PS*, ES256 or EdDSA)");
    };
  }

  static KeyPair generate(Algorithm algorithm, int rsaBits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jcaName(algorithm));
      switch (algorithm.family()) {
        case RSA -> generator.initialize(rsaBits);
        case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        default -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key pair could be made for " + algorithm, e);
    }
  }

  /** Reads PKCS#8; the exception's cause is left out, since parsers quote what they read. */
  static PrivateKey readPrivate(Algorithm algorithm, byte[] pkcs8) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(jcaName(algorithm))
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "private key: unreadable (expected: PKCS#8 for " + algorithm + ")");
    }
  }

  private static String jcaName(Algorithm algorithm) {
    return switch (algorithm.family()) {
      case RSA -> "RSA";
      case EC -> "EC";
      case OKP -> "Ed25519";
      case OCT ->
          throw new IllegalArgumentException("algorithm: " + algorithm + " has no key pair");
    };
  }

  /** Refuses what is weak or of another kind, and halves that do not belong together. */
  static void requireFit(Algorithm algorithm, KeyPair pair, SignatureProvider provider) {
    requireStrong(algorithm, pair.getPublic());
    byte[] probe = RANDOM.bytes(32);
    VerificationKey key =
        new VerificationKey(Optional.empty(), pair.getPublic(), Set.of(algorithm));
    boolean fits;
    try {
      byte[] signature = provider.sign(algorithm, pair.getPrivate(), probe);
      fits = provider.verifies(algorithm, key, probe, probe.length, signature);
    } catch (GeneralSecurityException | ClassCastException e) {
      fits = false;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "key pair: the private half does not sign for the public half by " + algorithm);
    }
  }

  private static void requireStrong(Algorithm algorithm, PublicKey key) {
    switch (requireSupported(algorithm).family()) {
      case RSA -> {
        RSAPublicKey rsa = requireType(algorithm, key, RSAPublicKey.class);
        int bits = rsa.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
          throw new IllegalArgumentException(
              "RSA key: "
                  + bits
                  + " bits (expected: "
                  + MIN_RSA_BITS
                  + " to "
                  + MAX_RSA_BITS
                  + ")");
        }
        BigInteger e = rsa.getPublicExponent();
        if (e.compareTo(LEAST_EXPONENT) < 0 || e.bitLength() > 32 || !e.testBit(0)) {
          throw new IllegalArgumentException(
              "RSA key: public exponent of "
                  + e.bitLength()
                  + " bits (expected: 65537, or odd and up to 32 bits)");
        }
      }
      case EC -> {
        if (!PublicJwk.isP256(requireType(algorithm, key, ECPublicKey.class).getParams())) {
          throw new IllegalArgumentException("EC key: another curve (expected: P-256)");
        }
      }
      default -> {
        String curve = requireType(algorithm, key, EdECPublicKey.class).getParams().getName();
        if (!curve.equals("Ed25519")) {
          throw new IllegalArgumentException("EdDSA key: " + curve + " (expected: Ed25519)");
        }
      }
    }
  }

  private static <K> K requireType(Algorithm algorithm, PublicKey key, Class<K> type) {
    if (!type.isInstance(key)) {
      throw new IllegalArgumentException(
          "key: " + key.getAlgorithm() + " (expected: one for " + algorithm + ")");
    }
    return type.cast(key);
  }
}
