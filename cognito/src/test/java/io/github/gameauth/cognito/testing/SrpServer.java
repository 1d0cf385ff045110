// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** The service's half of one proof: its public number, and the signature it expects. */
final class SrpServer {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,770}");

  private final Verifier verifier;
  private final BigInteger a;
  private final BigInteger b;
  private final BigInteger publicB;

  /**
   * Begins.
   *
   * @param srpA the client's public number in hex
   * @param b the service's private number; fresh for each proof
   */
  SrpServer(Verifier verifier, String srpA, BigInteger b) {
    if (!HEX.matcher(srpA).matches()) {
      throw ServiceError.invalidParameter("SRP_A is not a number");
    }
    this.verifier = verifier;
    this.a = new BigInteger(srpA, 16);
    if (a.mod(SrpNumbers.N).signum() == 0) {
      throw ServiceError.invalidParameter("SRP_A is not acceptable");
    }
    this.b = b;
    this.publicB =
        SrpNumbers.K.multiply(verifier.value())
            .add(SrpNumbers.G.modPow(b, SrpNumbers.N))
            .mod(SrpNumbers.N);
  }

  String salt() {
    return verifier.salt().toString(16);
  }

  String srpB() {
    return publicB.toString(16);
  }

  /** Whether a claim over this block and time proves the password. */
  boolean proves(String claim, byte[] secretBlock, String timestamp) {
    byte[] expected =
        SrpNumbers.hmac(
            "HmacSHA256",
            key(),
            SrpNumbers.utf8(verifier.group()),
            SrpNumbers.utf8(verifier.name()),
            secretBlock,
            SrpNumbers.utf8(timestamp));
    try {
      return MessageDigest.isEqual(expected, Base64.getDecoder().decode(claim));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] key() {
    BigInteger u = SrpNumbers.number(SrpNumbers.sha256(a.toByteArray(), publicB.toByteArray()));
    BigInteger s = a.multiply(verifier.value().modPow(u, SrpNumbers.N)).modPow(b, SrpNumbers.N);
    byte[] extracted = SrpNumbers.hmac("HmacSHA256", u.toByteArray(), s.toByteArray());
    byte[] expanded =
        SrpNumbers.hmac(
            "HmacSHA256", extracted, SrpNumbers.utf8("Caldera Derived Key"), new byte[] {1});
    return Arrays.copyOf(expanded, 16);
  }
}
