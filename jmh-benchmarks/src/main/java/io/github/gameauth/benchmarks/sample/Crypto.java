// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.github.gameauth.key.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Who computes signatures. */
public enum Crypto {
  /** What the JDK brings. */
  JDK,
  /** The Amazon Corretto Crypto Provider; Linux on x86-64 alone, as the benchmarks are built. */
  CORRETTO;

  /** The Corretto provider where it works, else the JDK: tokens by the thousand take a while. */
  static Crypto fastest() {
    return CORRETTO.isAvailable() ? CORRETTO : JDK;
  }

  /** Whose signatures everything of ours makes and checks that is told nothing else. */
  public static Crypto inUse() {
    return SignatureProvider.preferred().name().startsWith("AmazonCorretto") ? CORRETTO : JDK;
  }

  /**
   * Makes it {@link #inUse()} for the life of this JVM.
   *
   * @throws IllegalStateException if another one is already, or it does not run on this machine
   */
  public void use() {
    if (this == JDK) {
      System.setProperty("gameauth.provider", "jdk");
    }
    if (inUse() != this) {
      throw new IllegalStateException("provider: " + inUse() + " (expected: " + this + ")");
    }
  }

  /** Whether it runs on this machine. */
  public boolean isAvailable() {
    return this == JDK || AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
  }

  /** The provider to hand in by name; none for the JDK's own. */
  public Optional<Provider> provider() {
    return this == JDK ? Optional.empty() : Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
  }

  /** A fresh RS256 of this provider, without it being installed. */
  public Signature rs256() throws GeneralSecurityException {
    return this == JDK
        ? Signature.getInstance("SHA256withRSA", "SunRsaSign")
        : Signature.getInstance("SHA256withRSA", AmazonCorrettoCryptoProvider.INSTANCE);
  }

  /** A fresh SHA-256 of the JDK's: the quicker one for a token, so the floor with either. */
  public MessageDigest sha256() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256", "SUN");
  }

  /**
   * The same keys as this provider's own objects. It would otherwise make them anew for every
   * signature, which costs as much as signing; whoever installs it has such keys from the start.
   */
  KeyPair owning(KeyPair pair) {
    if (this == JDK) {
      return pair;
    }
    try {
      KeyFactory keys = KeyFactory.getInstance("RSA", AmazonCorrettoCryptoProvider.INSTANCE);
      return new KeyPair(
          keys.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
          keys.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes it the first provider of this JVM, which is the one way to give it to a library that asks
   * for none by name. The JVM of a trial ends with it, so nobody else is touched.
   */
  public void install() {
    if (!isAvailable()) {
      throw new IllegalStateException("provider: CORRETTO (expected: Linux on x86-64)");
    }
    provider().ifPresent(first -> Security.insertProviderAt(first, 1));
  }

  /** Undoes {@link #install}. */
  public void uninstall() {
    provider().ifPresent(first -> Security.removeProvider(first.getName()));
  }
}
