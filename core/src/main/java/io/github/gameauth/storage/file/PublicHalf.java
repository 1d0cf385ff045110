// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/**
 * Works out the public key of a private one, which the platform does not do. Runs once for a key
 * that was just read from a file; its time may tell of the key, and there is nobody to listen.
 */
final class PublicHalf {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private PublicHalf() {}

  static PublicKey of(PrivateKey key) throws GeneralSecurityException {
    if (key instanceof RSAPrivateCrtKey rsa) {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
    if (key instanceof ECPrivateKey ec
        && ec.getParams().getCurve().getField() instanceof ECFieldFp) {
      ECPoint point = times(ec.getParams(), ec.getS());
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(point, ec.getParams()));
    }
    if (key instanceof EdECPrivateKey ed && ed.getParams().getName().equals("Ed25519")) {
      return ed25519(ed);
    }
    throw new GeneralSecurityException(key.getAlgorithm() + " without what its public key needs");
  }

  /**
   * The generator turns its random bytes into a pair; given the private bytes, it makes this pair.
   */
  private static PublicKey ed25519(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        key.getBytes().orElseThrow(() -> new GeneralSecurityException("Ed25519 without its bytes"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Replay(seed));
    KeyPair pair = generator.generateKeyPair();
    byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]);
    if (!Arrays.equals(seed, made)) {
      throw new GeneralSecurityException("Ed25519, by a provider that works in another way");
    }
    return pair.getPublic();
  }

  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    Replay(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
    }
  }

  /** The generator times {@code scalar}, by doubling and adding (SEC 1 §2.2.1). */
  private static ECPoint times(ECParameterSpec curve, BigInteger scalar)
      throws GeneralSecurityException {
    if (scalar.signum() <= 0 || scalar.compareTo(curve.getOrder()) >= 0) {
      throw new GeneralSecurityException("EC with a private value outside its curve");
    }
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum, curve, p);
      if (scalar.testBit(bit)) {
        sum = add(sum, curve.getGenerator(), curve, p);
      }
    }
    return sum;
  }

  private static ECPoint add(ECPoint a, ECPoint b, ECParameterSpec curve, BigInteger p) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger x1 = a.getAffineX();
    BigInteger y1 = a.getAffineY();
    BigInteger x2 = b.getAffineX();
    BigInteger y2 = b.getAffineY();
    if (x1.equals(x2) && !y1.equals(y2)) {
      return ECPoint.POINT_INFINITY;
    }
    BigInteger slope =
        x1.equals(x2)
            ? x1.pow(2)
                .multiply(THREE)
                .add(curve.getCurve().getA())
                .multiply(y1.shiftLeft(1).modInverse(p))
            : y2.subtract(y1).multiply(x2.subtract(x1).modInverse(p));
    BigInteger x = slope.pow(2).subtract(x1).subtract(x2).mod(p);
    return new ECPoint(x, slope.multiply(x1.subtract(x)).subtract(y1).mod(p));
  }
}
