// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A real key that signs through the JCA and not through our own code, so that a mistake there
 * cannot hide itself.
 *
 * @param keyId its {@code kid}; the RFC 7638 thumbprint unless changed; empty for shared secrets
 * @param algorithm what it signs by
 * @param signingKey the private key or shared secret
 * @param verificationKey the public key or the same shared secret
 */
public record TestKey(
    Optional<String> keyId, Algorithm algorithm, Key signingKey, Key verificationKey) {
  private static final Map<String, KeyPair> GENERATED = new ConcurrentHashMap<>();

  /**
   * The key pair of that name in this JVM, generated when it is first asked for; RSA keys have 2048
   * bits. Two names never share a key; RS256 and PS256 of one name do.
   */
  public static TestKey named(String name, Algorithm algorithm) {
    String kind = kind(algorithm);
    KeyPair pair = GENERATED.computeIfAbsent(kind + " " + name, ignored -> generated(kind));
    return new TestKey(
        Optional.of(TestJwk.thumbprint(pair.getPublic())),
        algorithm,
        pair.getPrivate(),
        pair.getPublic());
  }

  /** A key of HS256, without an id. */
  public static TestKey sharedSecret(byte[] secret) {
    Key key = new SecretKeySpec(secret, "HmacSHA256");
    return new TestKey(Optional.empty(), Algorithm.HS256, key, key);
  }

  private static String kind(Algorithm algorithm) {
    return switch (algorithm) {
      case RS256, RS384, RS512, PS256, PS384, PS512 -> "RSA";
      case ES256 -> "secp256r1";
      case ES384 -> "secp384r1";
      case ES512 -> "secp521r1";
      case EdDSA -> "Ed25519";
      case HS256 -> throw new IllegalArgumentException("HS256 (expected: sharedSecret)");
    };
  }

  private static KeyPair generated(String kind) {
    try {
      return switch (kind) {
        case "RSA" -> generated("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        case "Ed25519" -> generated("Ed25519", null);
        default -> generated("EC", new ECGenParameterSpec(kind));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generated(String name, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
    if (parameters != null) {
      generator.initialize(parameters);
    }
    return generator.generateKeyPair();
  }

  /** The same key under another id. */
  public TestKey withKeyId(String keyId) {
    return new TestKey(Optional.of(keyId), algorithm, signingKey, verificationKey);
  }

  /** The same key without an id. */
  public TestKey withoutKeyId() {
    return new TestKey(Optional.empty(), algorithm, signingKey, verificationKey);
  }

  /** The same key signing by another algorithm of its family. */
  public TestKey signingBy(Algorithm other) {
    return new TestKey(keyId, other, signingKey, verificationKey);
  }

  /** What a verifier gets: the public half, for this algorithm alone. */
  public VerificationKey forVerification() {
    return new VerificationKey(keyId, verificationKey, Set.of(algorithm));
  }

  /** The public half as one entry of a key set (RFC 7517), ready for changes. */
  public Map<String, Object> jwk() {
    return TestJwk.of(this);
  }

  /** A signature in JOSE form over a text's bytes. */
  public byte[] sign(String content) {
    try {
      byte[] bytes = content.getBytes(UTF_8);
      if (algorithm == Algorithm.HS256) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(signingKey);
        return mac.doFinal(bytes);
      }
      Signature signature = jca();
      signature.initSign((PrivateKey) signingKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signature jca() throws GeneralSecurityException {
    return switch (algorithm) {
      case RS256 -> Signature.getInstance("SHA256withRSA");
      case RS384 -> Signature.getInstance("SHA384withRSA");
      case RS512 -> Signature.getInstance("SHA512withRSA");
      case PS256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
      case PS384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
      case PS512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
      case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case ES384 -> Signature.getInstance("SHA384withECDSAinP1363Format");
      case ES512 -> Signature.getInstance("SHA512withECDSAinP1363Format");
      case EdDSA -> Signature.getInstance("Ed25519");
      case HS256 -> throw new AssertionError("signed above");
    };
  }

  private static Signature pss(String hash, MGF1ParameterSpec mask, int salt)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, 1));
    return signature;
  }

  /** The public key; shared secrets have none. */
  public PublicKey publicKey() {
    return (PublicKey) verificationKey;
  }
}
