// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * What the JCA calls our algorithms.
 *
 * @param provider who is asked; empty for those installed in this JVM, in their order
 */
record Jca(Optional<Provider> provider) {
  static final Jca PLATFORM = new Jca(Optional.empty());

  boolean supports(Algorithm algorithm) {
    try {
      if (algorithm == Algorithm.HS256) {
        mac();
      } else {
        signature(algorithm);
      }
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  Signature verifier(Algorithm algorithm, PublicKey key) throws GeneralSecurityException {
    Signature signature = signature(algorithm);
    signature.initVerify(key);
    return signature;
  }

  Signature signer(Algorithm algorithm, PrivateKey key) throws GeneralSecurityException {
    Signature signature = signature(algorithm);
    signature.initSign(key);
    return signature;
  }

  /** The provider's own if it has one, else the platform's. */
  MessageDigest sha256() {
    try {
      return provider.isPresent() && provider.get().getService("MessageDigest", "SHA-256") != null
          ? MessageDigest.getInstance("SHA-256", provider.get())
          : MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }

  /** The JDK's own SHA-256 where it has one, whoever else may be installed; else anybody's. */
  static MessageDigest builtInSha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return PLATFORM.sha256();
    }
  }

  Mac mac() throws NoSuchAlgorithmException {
    return provider.isPresent()
        ? Mac.getInstance("HmacSHA256", provider.get())
        : Mac.getInstance("HmacSHA256");
  }

  private Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    Signature signature =
        switch (algorithm) {
          case RS256 -> named("SHA256withRSA");
          case RS384 -> named("SHA384withRSA");
          case RS512 -> named("SHA512withRSA");
          case PS256, PS384, PS512 -> named("RSASSA-PSS");
          case ES256 -> named("SHA256withECDSAinP1363Format");
          case ES384 -> named("SHA384withECDSAinP1363Format");
          case ES512 -> named("SHA512withECDSAinP1363Format");
          case EdDSA -> named("Ed25519");
          case HS256 -> throw new NoSuchAlgorithmException("HS256 is no signature");
        };
    switch (algorithm) {
      case PS256 -> signature.setParameter(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
      case PS384 -> signature.setParameter(pss("SHA-384", MGF1ParameterSpec.SHA384, 48));
      case PS512 -> signature.setParameter(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
      default -> {}
    }
    return signature;
  }

  private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
  }

  private Signature named(String name) throws NoSuchAlgorithmException {
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : Signature.getInstance(name);
  }
}
