// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The form of signatures, before a provider that takes everything. Rows of the attack catalogue.
 */
final class SignatureFormTest {
  private static final SignatureProvider YES = SignatureProvider.of(new YesProvider());
  private static final BigInteger ED25519_ORDER =
      TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HS256")
  void brokenProviderTakesWhatIsWellFormed(Algorithm algorithm) {
    byte[] one = new byte[length(algorithm)];
    Arrays.fill(one, (byte) 1);

    assertTrue(isTaken(algorithm, one));
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "RS512", "PS256", "PS512"})
  @DisplayName("B1: s is 0, n, n+1 or all ones")
  void rsaSignatureStaysBelowTheModulus(Algorithm algorithm) {
    BigInteger n = ((RSAPublicKey) key(algorithm).key()).getModulus();

    assertTrue(isTaken(algorithm, octets(ONE, 256)));
    assertTrue(isTaken(algorithm, octets(n.subtract(ONE), 256)));
    for (BigInteger s : new BigInteger[] {ZERO, n, n.add(ONE), TWO.pow(2048).subtract(ONE)}) {
      assertFalse(isTaken(algorithm, octets(s, 256)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HS256")
  @DisplayName("A2, B2: one octet more or less, none, twice as many")
  void signatureHasExactlyItsLength(Algorithm algorithm) {
    int exact = length(algorithm);

    for (int length : new int[] {0, 1, exact - 1, exact + 1, exact * 2}) {
      byte[] signature = new byte[length];
      Arrays.fill(signature, (byte) 1);
      assertFalse(isTaken(algorithm, signature), "length " + length);
    }
  }

  @Test
  @DisplayName("B2: a modulus whose length is no whole number of octets")
  void oddModulusRoundsUp() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2049);
    VerificationKey key =
        new VerificationKey(
            Optional.empty(), generator.generateKeyPair().getPublic(), Set.of(Algorithm.RS256));

    assertTrue(YES.verifies(Algorithm.RS256, key, new byte[0], 0, octets(TWO, 257)));
    assertFalse(YES.verifies(Algorithm.RS256, key, new byte[0], 0, octets(TWO, 256)));
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "ES384", "ES512"})
  @DisplayName("A5: r or s is 0, n, or beyond")
  void ecdsaScalarsStayBetweenOneAndTheOrder(Algorithm algorithm) {
    BigInteger n = ((ECPublicKey) key(algorithm).key()).getParams().getOrder();
    int half = algorithm.signatureLength() / 2;
    BigInteger last = n.subtract(ONE);

    for (BigInteger good : new BigInteger[] {ONE, TWO, last}) {
      assertTrue(isTaken(algorithm, pair(good, last, half)));
      assertTrue(isTaken(algorithm, pair(last, good, half)));
      for (BigInteger bad :
          new BigInteger[] {ZERO, n, n.add(ONE), TWO.pow(half * 8).subtract(ONE)}) {
        assertFalse(isTaken(algorithm, pair(bad, good, half)));
        assertFalse(isTaken(algorithm, pair(good, bad, half)));
        assertFalse(isTaken(algorithm, pair(bad, bad, half)));
      }
    }
  }

  @Test
  @DisplayName("A5: the psychic signature does not fit for the platform either")
  void psychicSignatureDoesNotFit() {
    for (Algorithm algorithm :
        new Algorithm[] {Algorithm.ES256, Algorithm.ES384, Algorithm.ES512}) {
      assertFalse(
          SignatureProvider.platform()
              .verifies(
                  algorithm,
                  key(algorithm),
                  new byte[3],
                  3,
                  new byte[algorithm.signatureLength()]));
    }
  }

  @Test
  @DisplayName("RFC 8032 section 5.1.7: S + L is another spelling of S")
  void edDsaScalarStaysBelowTheOrder() {
    byte[] genuine = TestKey.named("form", Algorithm.EdDSA).sign("content");
    BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(genuine, 32, 64)));

    assertTrue(isTaken(Algorithm.EdDSA, genuine));
    assertTrue(isTaken(Algorithm.EdDSA, withS(genuine, ED25519_ORDER.subtract(ONE))));
    for (BigInteger other :
        new BigInteger[] {
          ED25519_ORDER, s.add(ED25519_ORDER), TWO.pow(253), TWO.pow(256).subtract(ONE)
        }) {
      assertFalse(isTaken(Algorithm.EdDSA, withS(genuine, other)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HS256")
  void keyOfAnotherKindHasNoLegalSignature(Algorithm algorithm) {
    byte[] one = new byte[length(algorithm)];
    Arrays.fill(one, (byte) 1);

    for (Algorithm other : Algorithm.values()) {
      VerificationKey foreign = key(other);
      if (other == algorithm
          || algorithm.family() == Algorithm.Family.RSA && other.family() == Algorithm.Family.RSA) {
        continue;
      }
      // What a careless configuration would say: the right algorithm beside the wrong key.
      assertThrows(
          IllegalArgumentException.class,
          () -> new VerificationKey(Optional.empty(), foreign.key(), Set.of(algorithm)),
          other + " mislabelled");
      assertFalse(YES.verifies(algorithm, foreign, new byte[0], 0, one), other + " as it is");
    }
  }

  @Test
  void publicKeyIsNoSharedSecret() {
    for (Algorithm other : Algorithm.values()) {
      if (other != Algorithm.HS256) {
        Key publicKey = key(other).key();
        assertThrows(
            IllegalArgumentException.class,
            () -> new VerificationKey(Optional.empty(), publicKey, Set.of(Algorithm.HS256)));
      }
    }
  }

  @Test
  void ed448IsNotEd25519() throws GeneralSecurityException {
    Key ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic();

    assertThrows(
        IllegalArgumentException.class,
        () -> new VerificationKey(Optional.empty(), ed448, Set.of(Algorithm.EdDSA)));
  }

  @Test
  void macHasExactlyItsLength() {
    VerificationKey key = key(Algorithm.HS256);
    byte[] mac = TestKey.sharedSecret(new byte[32]).sign("content");
    byte[] content = {'c', 'o', 'n', 't', 'e', 'n', 't'};

    for (int length = 0; length <= 64; length++) {
      assertEquals(
          length == 32,
          SignatureProvider.platform()
              .verifies(Algorithm.HS256, key, content, 7, Arrays.copyOf(mac, length)));
    }
  }

  private static boolean isTaken(Algorithm algorithm, byte[] signature) {
    return YES.verifies(algorithm, key(algorithm), new byte[0], 0, signature);
  }

  private static VerificationKey key(Algorithm algorithm) {
    return algorithm == Algorithm.HS256
        ? TestKey.sharedSecret(new byte[32]).forVerification()
        : TestKey.named("form", algorithm).forVerification();
  }

  private static int length(Algorithm algorithm) {
    return algorithm.family() == Algorithm.Family.RSA ? 256 : algorithm.signatureLength();
  }

  private static byte[] pair(BigInteger r, BigInteger s, int half) {
    byte[] signature = Arrays.copyOf(octets(r, half), half * 2);
    System.arraycopy(octets(s, half), 0, signature, half, half);
    return signature;
  }

  private static byte[] withS(byte[] signature, BigInteger s) {
    byte[] other = Arrays.copyOf(signature, 64);
    System.arraycopy(reversed(octets(s, 32)), 0, other, 32, 32);
    return other;
  }

  private static byte[] octets(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] octets = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, octets, length - count, count);
    return octets;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
