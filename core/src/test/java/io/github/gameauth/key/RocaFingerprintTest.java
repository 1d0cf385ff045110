// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestKey;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RocaFingerprintTest {
  /** A number as the broken generator's moduli are: a power of 65537 modulo the primorial. */
  static BigInteger broken(int bits) {
    BigInteger primorial = BigInteger.ONE;
    for (BigInteger prime = BigInteger.TWO;
        prime.intValue() <= 701; // the 126 primes of a 2048-bit key
        prime = prime.nextProbablePrime()) {
      primorial = primorial.multiply(prime);
    }
    BigInteger power =
        BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(123_456_789), primorial);
    BigInteger number;
    Random random = new Random(1);
    do {
      BigInteger times = new BigInteger(bits - primorial.bitLength() + 1, random);
      number = primorial.multiply(times).add(power);
    } while (number.bitLength() != bits);
    return number;
  }

  @Test
  void matchesModuliOfTheBrokenGenerator() {
    assertTrue(RocaFingerprint.matches(broken(2048)));
    assertTrue(RocaFingerprint.matches(broken(3072)));
  }

  @Test
  void doesNotMatchOneThatIsAlmostOfThatForm() {
    assertFalse(RocaFingerprint.matches(broken(2048).add(BigInteger.TWO)));
  }

  @Test
  void doesNotMatchOrdinaryKeys() {
    RSAPublicKey key = (RSAPublicKey) TestKey.named("roca", Algorithm.RS256).publicKey();
    assertFalse(RocaFingerprint.matches(key.getModulus()));
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      assertFalse(RocaFingerprint.matches(new BigInteger(2048, random).setBit(0)));
    }
  }
}
