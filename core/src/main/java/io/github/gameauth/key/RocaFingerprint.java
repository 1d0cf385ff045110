// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Recognises RSA moduli of one vendor's broken key generator. Its primes are {@code k·M + (65537^a
 * mod M)} with M the product of the first primes, so modulo each of those primes the modulus is a
 * power of 65537. For a modulus of another origin that happens by chance about once in 2²⁷.
 *
 * @see <a href="https://nvd.nist.gov/vuln/detail/CVE-2017-15361">CVE-2017-15361</a>
 */
final class RocaFingerprint {
  /** The largest prime that divides M already for the vendor's smallest keys. */
  private static final int LARGEST_PRIME = 167;

  /** For each odd prime, the residues that are powers of 65537. */
  private static final List<Residues> RESIDUES = residues();

  private record Residues(BigInteger prime, BitSet powers) {}

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    for (Residues residues : RESIDUES) {
      if (!residues.powers().get(modulus.mod(residues.prime()).intValue())) {
        return false;
      }
    }
    return true;
  }

  private static List<Residues> residues() {
    List<Residues> all = new ArrayList<>();
    for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
      BigInteger candidate = BigInteger.valueOf(prime);
      if (candidate.isProbablePrime(50)) {
        BitSet powers = new BitSet(prime);
        for (int power = 1; !powers.get(power); power = (int) (power * 65_537L % prime)) {
          powers.set(power);
        }
        all.add(new Residues(candidate, powers));
      }
    }
    return all;
  }
}
