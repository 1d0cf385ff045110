// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;

/**
 * Makes and checks signatures through the JCA: by the fastest provider at hand, by the platform's,
 * or by one that the caller names. Signatures are in JOSE form: for ECDSA that is R and S side by
 * side, never DER (RFC 7518 §3.4).
 *
 * <p>What a signature's own encoding must be is checked here and not left to the provider: the
 * exact length, a value below the modulus, R and S between 1 and the order. Providers have
 * forgotten each of these before.
 *
 * <p>Immutable and safe to share.
 */
public final class SignatureProvider {
  private static final SignatureProvider PLATFORM =
      new SignatureProvider("platform", Jca.PLATFORM, EnumSet.allOf(Algorithm.Family.class));

  private final String name;

  /** Who computes for {@link #families}; the platform does for the others. */
  private final Jca jca;

  private final Set<Algorithm.Family> families;

  private SignatureProvider(String name, Jca jca, Set<Algorithm.Family> families) {
    this.name = name;
    this.jca = jca;
    this.families = families;
  }

  /**
   * The fastest provider at hand, which is what everything uses that is told nothing else: the
   * Amazon Corretto Crypto Provider for RSA and ECDSA if it lies on the class path or module path,
   * runs on this machine and passes the self-test; and {@link #platform()} for all that it is not
   * there for, down to a single key that it cannot use.
   *
   * <p>It is looked for once in the life of a process, by the first caller, which takes up to a
   * second if it is there, and is never registered: nobody else in this JVM is affected. Which
   * provider is used is logged once; nothing is logged if there is none but the platform's. Never
   * throws.
   *
   * <p>The system property {@code gameauth.provider}, set to {@code jdk} before the first use,
   * turns it off for the process.
   */
  public static SignatureProvider preferred() {
    return FasterProvider.found();
  }

  /** The providers installed in this JVM, in their order. */
  public static SignatureProvider platform() {
    return PLATFORM;
  }

  /** One provider and no other; it need not be installed. */
  public static SignatureProvider of(Provider provider) {
    return new SignatureProvider(
        provider.getName(), new Jca(Optional.of(provider)), EnumSet.allOf(Algorithm.Family.class));
  }

  /** One provider for these families, and the platform for what it does not do. */
  static SignatureProvider of(Provider provider, Set<Algorithm.Family> families) {
    return new SignatureProvider(
        provider.getName() + " with platform", new Jca(Optional.of(provider)), families);
  }

  /** What it is called, for a log line. */
  public String name() {
    return name;
  }

  /** Whether it can do {@code algorithm} at all. */
  public boolean supports(Algorithm algorithm) {
    return jca(algorithm).supports(algorithm);
  }

  private Jca jca(Algorithm algorithm) {
    return families.contains(algorithm.family()) ? jca : Jca.PLATFORM;
  }

  /** Whether the platform does what the provider does not. */
  private boolean hasSubstitute() {
    return families.size() < Algorithm.Family.values().length;
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
        Mac mac = jca(algorithm).mac();
        mac.init(key);
        mac.update(signed, 0, signedLength);
        return MessageDigest.isEqual(mac.doFinal(), signature);
      }
      Signature verifier = jca(algorithm).verifier(algorithm, (PublicKey) key);
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
    return prepared != null && prepared.fits(this, algorithm)
        ? prepared
        : new PreparedSignature(this, algorithm, verifier(algorithm, (PublicKey) key.key()));
  }

  private Signature verifier(Algorithm algorithm, PublicKey key) throws GeneralSecurityException {
    try {
      return jca(algorithm).verifier(algorithm, key);
    } catch (GeneralSecurityException | RuntimeException e) {
      if (hasSubstitute()) {
        return Jca.PLATFORM.verifier(algorithm, key);
      }
      throw e;
    }
  }

  /** A {@link Signature} that is ready to sign with {@code key}. */
  Signature signer(Algorithm algorithm, PrivateKey key) throws GeneralSecurityException {
    try {
      return jca(algorithm).signer(algorithm, key);
    } catch (GeneralSecurityException | RuntimeException e) {
      if (hasSubstitute()) {
        // A key that lies in a hardware module, for example, which only its own provider can use.
        return Jca.PLATFORM.signer(algorithm, key);
      }
      throw e;
    }
  }

  /**
   * Signs {@code content}. Whoever signs by the same key again is better off with a {@link Signer}.
   *
   * @param key a {@link PrivateKey} of the algorithm's family, or the secret key for HS256
   * @throws GeneralSecurityException if the provider cannot sign with that key
   */
  public byte[] sign(Algorithm algorithm, Key key, byte[] content) throws GeneralSecurityException {
    if (algorithm == Algorithm.HS256) {
      Mac mac = jca(algorithm).mac();
      mac.init(key);
      return mac.doFinal(content);
    }
    Signature signer = signer(algorithm, (PrivateKey) key);
    signer.update(content);
    return signer.sign();
  }

  /**
   * A new SHA-256: the provider's own if the caller named one that has it, else the platform's.
   * {@link #preferred()} takes the JDK's, which no call into native code is quick enough to beat.
   */
  public MessageDigest sha256() {
    return hasSubstitute() ? Jca.builtInSha256() : jca.sha256();
  }
}
