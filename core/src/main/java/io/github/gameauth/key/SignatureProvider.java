// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * Makes and checks signatures through the JCA, by the platform's providers or by one that the
 * caller names. Signatures are in JOSE form: for ECDSA that is R and S side by side, never DER (RFC
 * 7518 §3.4).
 *
 * <p>What a signature's own encoding must be is checked here and not left to the provider: the
 * exact length, a value below the modulus, R and S between 1 and the order. Providers have
 * forgotten each of these before.
 *
 * <p>Immutable and safe to share.
 */
public final class SignatureProvider {
  private static final SignatureProvider PLATFORM = new SignatureProvider(Optional.empty());

  private final Optional<Provider> provider;

  private SignatureProvider(Optional<Provider> provider) {
    this.provider = provider;
  }

  /** The providers installed in this JVM, in their order. */
  public static SignatureProvider platform() {
    return PLATFORM;
  }

  /** One provider and no other; it need not be installed. */
  public static SignatureProvider of(Provider provider) {
    return new SignatureProvider(Optional.of(provider));
  }

  /** What it is called, for a log line. */
  public String name() {
    return provider.map(Provider::getName).orElse("platform");
  }

  /** Whether it can do {@code algorithm} at all. */
  public boolean supports(Algorithm algorithm) {
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

  /**
   * Whether {@code signature} is one over the first {@code signedLength} bytes of {@code signed}.
   *
   * @param key must allow {@code algorithm}; if it does not, the answer is no
   * @throws ProviderException if the provider is ill, which says nothing about the signature
   */
  public boolean verifies(
      Algorithm algorithm, VerificationKey key, byte[] signed, int signedLength, byte[] signature) {
    if (!key.allows(algorithm) || !key.form().isLegal(signature)) {
      return false;
    }
    if (algorithm == Algorithm.HS256) {
      return verifiesUnscreened(algorithm, key.key(), signed, signedLength, signature);
    }
    try {
      PreparedSignature prepared = prepared(algorithm, key);
      prepared.signature().update(signed, 0, signedLength);
      boolean verifies = prepared.signature().verify(signature);
      // One that threw is in no known state and is not given back.
      key.prepared().give(prepared);
      return verifies;
    } catch (ProviderException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers report some malformed signatures this way; the key was tried when it was
      // admitted.
      return false;
    }
  }

  /** What the provider says about a signature whose form we have not looked at. */
  boolean verifiesUnscreened(
      Algorithm algorithm, Key key, byte[] signed, int signedLength, byte[] signature) {
    try {
      if (algorithm == Algorithm.HS256) {
        Mac mac = mac();
        mac.init(key);
        mac.update(signed, 0, signedLength);
        return MessageDigest.isEqual(mac.doFinal(), signature);
      }
      Signature verifier = signature(algorithm);
      verifier.initVerify((PublicKey) key);
      verifier.update(signed, 0, signedLength);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // The JDK reports some malformed signatures this way; the key was tried when it was admitted.
      return false;
    }
  }

  private PreparedSignature prepared(Algorithm algorithm, VerificationKey key)
      throws GeneralSecurityException {
    PreparedSignature prepared = key.prepared().take();
    if (prepared != null && prepared.fits(this, algorithm)) {
      return prepared;
    }
    Signature signature = signature(algorithm);
    signature.initVerify((PublicKey) key.key());
    return new PreparedSignature(this, algorithm, signature);
  }

  /**
   * Signs {@code content}.
   *
   * @param key a {@link PrivateKey} of the algorithm's family, or the secret key for HS256
   * @throws GeneralSecurityException if the provider cannot sign with that key
   */
  public byte[] sign(Algorithm algorithm, Key key, byte[] content) throws GeneralSecurityException {
    if (algorithm == Algorithm.HS256) {
      Mac mac = mac();
      mac.init(key);
      return mac.doFinal(content);
    }
    Signature signer = signature(algorithm);
    signer.initSign((PrivateKey) key);
    signer.update(content);
    return signer.sign();
  }

  /** A new SHA-256: the provider's own if it has one, else the platform's. */
  public MessageDigest sha256() {
    try {
      return provider.isPresent() && provider.get().getService("MessageDigest", "SHA-256") != null
          ? MessageDigest.getInstance("SHA-256", provider.get())
          : MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }

  private Mac mac() throws NoSuchAlgorithmException {
    return provider.isPresent()
        ? Mac.getInstance("HmacSHA256", provider.get())
        : Mac.getInstance("HmacSHA256");
  }

  private Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    Signature signature =
        switch (algorithm) {
          case RS256 -> jca("SHA256withRSA");
          case RS384 -> jca("SHA384withRSA");
          case RS512 -> jca("SHA512withRSA");
          case PS256, PS384, PS512 -> jca("RSASSA-PSS");
          case ES256 -> jca("SHA256withECDSAinP1363Format");
          case ES384 -> jca("SHA384withECDSAinP1363Format");
          case ES512 -> jca("SHA512withECDSAinP1363Format");
          case EdDSA -> jca("Ed25519");
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

  private Signature jca(String name) throws NoSuchAlgorithmException {
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : Signature.getInstance(name);
  }
}
