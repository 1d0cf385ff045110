// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestKey;
import io.github.gameauth.vectors.VectorKeys;
import io.github.gameauth.vectors.Vectors;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that were published in another form than a key set, and are judged like one. */
final class AdmittedVerificationKeyTest {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final BigInteger MODULUS =
      ((RSAPublicKey) TestKey.named("admitted", Algorithm.RS256).publicKey()).getModulus();

  private static boolean isAdmitted(PublicKey key, Algorithm algorithm) {
    return VerificationKey.admitted(Optional.of("k"), key, algorithm).isPresent();
  }

  private static PublicKey rsa(BigInteger modulus, BigInteger exponent) throws Exception {
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  @Test
  void areGoodForTheOneAlgorithm() {
    TestKey rsa = TestKey.named("admitted", Algorithm.RS256);
    TestKey ec = TestKey.named("admitted", Algorithm.ES256);

    assertEquals(
        Optional.of(
            new VerificationKey(Optional.of("k"), rsa.publicKey(), Set.of(Algorithm.RS512))),
        VerificationKey.admitted(Optional.of("k"), rsa.publicKey(), Algorithm.RS512));
    assertEquals(
        Optional.of(new VerificationKey(Optional.empty(), ec.publicKey(), Set.of(Algorithm.ES256))),
        VerificationKey.admitted(Optional.empty(), ec.publicKey(), Algorithm.ES256));
  }

  @Test
  void areOfTheAlgorithmsKindAndCurve() {
    PublicKey rsa = TestKey.named("admitted", Algorithm.RS256).publicKey();
    PublicKey p256 = TestKey.named("admitted", Algorithm.ES256).publicKey();
    PublicKey ed25519 = TestKey.named("admitted", Algorithm.EdDSA).publicKey();

    assertFalse(isAdmitted(rsa, Algorithm.ES256));
    assertFalse(isAdmitted(rsa, Algorithm.HS256));
    assertFalse(isAdmitted(p256, Algorithm.RS256));
    assertFalse(isAdmitted(p256, Algorithm.ES384));
    assertFalse(isAdmitted(ed25519, Algorithm.ES256));
  }

  @Test
  void areNeitherWeakNorCostly() throws Exception {
    assertTrue(isAdmitted(rsa(MODULUS, F4), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(MODULUS.shiftRight(1).setBit(0), F4), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(MODULUS.clearBit(0), F4), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(BigInteger.ONE.shiftLeft(8200).setBit(0), F4), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(MODULUS, BigInteger.valueOf(3)), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(MODULUS, F4.add(BigInteger.ONE)), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(MODULUS, BigInteger.ONE.shiftLeft(40).setBit(0)), Algorithm.RS256));
    assertFalse(isAdmitted(rsa(RocaFingerprintTest.broken(2048), F4), Algorithm.RS256));
  }

  @Test
  void areNotThoseOfTheStandardsWhoseOtherHalfIsPrinted() {
    PublicKey printed =
        (PublicKey) VectorKeys.of(Vectors.read("rfc/rfc7520-cookbook/jwk/3_3.rsa_public_key.json"));

    assertFalse(isAdmitted(printed, Algorithm.RS256));
  }

  @Test
  void lieOnTheirCurve() {
    ECPublicKey good = (ECPublicKey) TestKey.named("admitted", Algorithm.ES256).publicKey();
    BigInteger y = good.getW().getAffineY();

    assertFalse(isAdmitted(at(good, y.flipBit(0)), Algorithm.ES256));
    assertTrue(isAdmitted(at(good, y), Algorithm.ES256));
  }

  /** Some providers make such a key of whatever they are given. */
  private static ECPublicKey at(ECPublicKey like, BigInteger y) {
    ECPoint point = new ECPoint(like.getW().getAffineX(), y);
    return new ECPublicKey() {
      private static final long serialVersionUID = 1L;

      @Override
      public ECPoint getW() {
        return point;
      }

      @Override
      public ECParameterSpec getParams() {
        return like.getParams();
      }

      @Override
      public String getAlgorithm() {
        return like.getAlgorithm();
      }

      @Override
      public String getFormat() {
        return like.getFormat();
      }

      @Override
      public byte[] getEncoded() {
        return like.getEncoded();
      }
    };
  }
}
