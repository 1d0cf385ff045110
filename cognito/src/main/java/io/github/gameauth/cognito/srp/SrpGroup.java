// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The numbers that Cognito computes with, and how it hashes them. A number is padded to the
 * shortest two's complement form, which is {@link BigInteger#toByteArray}, and not to the length of
 * the modulus as RFC 5054 has it; the two differ for one number in 256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3526#section-4">RFC 3526 §4</a>
 */
final class SrpGroup {
  /** The 3072-bit modulus. */
  static final BigInteger N =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
              + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
              + "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
              + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
              + "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"
              + "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
              + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
              + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2"
              + "08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
          16);

  /** The generator. */
  static final BigInteger G = BigInteger.TWO;

  /** The multiplier: the hash of both. */
  static final BigInteger K = hash(N.toByteArray(), G.toByteArray());

  private SrpGroup() {}

  /** What two public values are scrambled to: {@code u}. */
  static BigInteger scrambled(BigInteger clientPublic, BigInteger servicePublic)
      throws SrpRejectedException {
    return requireUsable("u", hash(clientPublic.toByteArray(), servicePublic.toByteArray()));
  }

  /** {@code number} unless it is a multiple of the modulus, with which any password would do. */
  static BigInteger requireUsable(String name, BigInteger number) throws SrpRejectedException {
    if (number.mod(N).signum() == 0) {
      throw new SrpRejectedException(name + ": a multiple of N (expected: any other number)");
    }
    return number;
  }

  /** The password's exponent, {@code x}. */
  static BigInteger exponent(String group, String name, Secret password, BigInteger salt) {
    MessageDigest sha256 = Digests.sha256();
    sha256.update(group.getBytes(UTF_8));
    sha256.update(name.getBytes(UTF_8));
    sha256.update((byte) ':');
    byte[] secret = password.revealBytes();
    sha256.update(secret);
    Arrays.fill(secret, (byte) 0);
    return hash(salt.toByteArray(), sha256.digest());
  }

  private static BigInteger hash(byte[] first, byte[] second) {
    MessageDigest sha256 = Digests.sha256();
    sha256.update(first);
    return new BigInteger(1, sha256.digest(second));
  }
}
