// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProviderSelfTestTest {
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void isPassedByThePlatform(Algorithm algorithm) {
    ProviderSelfTest.require(SignatureProvider.platform(), Set.of(algorithm));
  }

  @Test
  void isPassedByEachOfThePlatformsProvidersForWhatItKnows() {
    int tried = 0;
    for (Provider provider : Security.getProviders()) {
      SignatureProvider one = SignatureProvider.of(provider);
      EnumSet<Algorithm> known = EnumSet.allOf(Algorithm.class);
      known.removeIf(algorithm -> !one.supports(algorithm));
      ProviderSelfTest.require(one, known);
      tried += known.size();
    }
    assertTrue(tried >= Algorithm.values().length);
  }

  @Test
  void isFailedByAProviderThatDoesNotKnowTheAlgorithm() {
    assertEquals(
        "provider Broken: does not know ES256",
        failure(new Broken(signature -> false), Algorithm.ES256));
  }

  @Test
  void isFailedByAProviderThatRefusesEverything() {
    assertEquals(
        "provider Broken, RS256: refuses a genuine signature",
        failure(new Broken(signature -> false), Algorithm.RS256));
  }

  @Test
  void isFailedByAProviderThatAcceptsEverything() {
    assertEquals(
        "provider Broken, RS256: accepts a signature over another text",
        failure(new Broken(signature -> true), Algorithm.RS256));
  }

  @Test
  void isFailedByAProviderThatAcceptsZero() {
    assertEquals(
        "provider Broken, RS256: accepts a signature of zeros",
        failure(new Lenient(ProviderSelfTestTest::isZero), Algorithm.RS256));
  }

  @Test
  void isFailedByAProviderThatAcceptsWhatItIsNotToldAbout() {
    assertEquals(
        "provider Broken, RS256: accepts a signature with short padding",
        failure(
            new Lenient(
                signature ->
                    Arrays.equals(
                        signature, SelfTestVectors.bytes(SelfTestVectors.RS256_SHORT_PADDING))),
            Algorithm.RS256));
    assertEquals(
        "provider Broken, RS256: accepts a signature made for another algorithm",
        failure(
            new Lenient(
                signature -> Arrays.equals(signature, SelfTestVectors.signature(Algorithm.RS512))),
            Algorithm.RS256));
    assertEquals(
        "provider Broken, RS256: throws IllegalStateException",
        failure(
            new Lenient(
                signature -> {
                  throw new IllegalStateException("broken");
                }),
            Algorithm.RS256));
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void asksEachAlgorithmForEachForgeryThatFitsIt(Algorithm algorithm) {
    // Guards the forgeries themselves: each must be refused for what its name says and so must
    // have the length of a signature.
    byte[] genuine = SelfTestVectors.signature(algorithm);
    assertTrue(SelfTestVectors.key(algorithm).form().isLegal(genuine), algorithm::name);
  }

  private static boolean isZero(byte[] signature) {
    for (byte octet : signature) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static String failure(Provider provider, Algorithm algorithm) {
    return assertThrows(
            IllegalStateException.class,
            () -> ProviderSelfTest.require(SignatureProvider.of(provider), Set.of(algorithm)))
        .getMessage();
  }

  /** Judges signatures by a predicate alone. */
  private static class Broken extends Provider {
    private static final long serialVersionUID = 1L;

    Broken(Predicate<byte[]> judgement) {
      this(judgement, false);
    }

    Broken(Predicate<byte[]> judgement, boolean orGenuine) {
      super("Broken", "1", "for tests");
      putService(
          new Service(this, "Signature", "SHA256withRSA", Judge.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              try {
                return new Judge(
                    judgement,
                    orGenuine ? Signature.getInstance("SHA256withRSA", "SunRsaSign") : null);
              } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
              }
            }
          });
    }
  }

  /** Does everything right, and accepts some more. */
  private static final class Lenient extends Broken {
    private static final long serialVersionUID = 1L;

    Lenient(Predicate<byte[]> judgement) {
      super(judgement, true);
    }
  }

  private static final class Judge extends SignatureSpi {
    private final Predicate<byte[]> judgement;
    private final Signature honest;

    Judge(Predicate<byte[]> judgement, Signature honest) {
      this.judgement = judgement;
      this.honest = honest;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      if (honest != null) {
        honest.initVerify(key);
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      engineUpdate(new byte[] {octet}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
      if (honest != null) {
        honest.update(octets, offset, length);
      }
    }

    @Override
    protected byte[] engineSign() {
      return new byte[0];
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return (honest != null && honest.verify(signature)) || judgement.test(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new IllegalArgumentException(name);
    }
  }
}
