// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * One sign-in's half of SRP, for a player's password or a device's. Start one for each sign-in and
 * each device step; a second proof from the same start would tell more than the first.
 *
 * <pre>{@code
 * SrpClient srp = SrpClient.start(random);
 * send(srp.publicHex()); // as SRP_A
 * SrpProof proof = srp.answer(pool.id().poolName(), userIdForSrp, password, srpB, salt, block,
 *     SrpTimestamp.of(clock.instant()));
 * }</pre>
 *
 * <p>Immutable and safe to share. The computation takes some milliseconds, and not always the same
 * time: {@link BigInteger} does not run in constant time.
 */
public final class SrpClient {
  private static final int PRIVATE_BITS = 1024;

  /** Nobody sends more: N has 768 digits, a salt 32, a block some 2000 characters. */
  private static final int MAX_DIGITS = 1024;

  private static final int MAX_BLOCK = 16 * 1024;

  private static final byte[] INFO = "Caldera Derived Key\u0001".getBytes(US_ASCII);
  private static final int KEY_LENGTH = 16;

  private final BigInteger privateValue;
  private final BigInteger publicValue;

  private SrpClient(BigInteger privateValue) {
    this.privateValue = privateValue;
    this.publicValue = SrpGroup.G.modPow(privateValue, SrpGroup.N);
  }

  /** A new start with a private value of 1024 random bits. */
  public static SrpClient start(SecureRandom random) {
    BigInteger privateValue;
    do {
      privateValue = new BigInteger(PRIVATE_BITS, random);
    } while (privateValue.signum() == 0);
    return new SrpClient(privateValue);
  }

  /** A start that is known, for vectors. */
  static SrpClient startingWith(BigInteger privateValue) {
    return new SrpClient(privateValue);
  }

  /** What goes out as {@code SRP_A}: hexadecimal, lower case, without leading zeros. */
  public String publicHex() {
    return publicValue.toString(16);
  }

  /**
   * Answers a password challenge.
   *
   * @param group the name of the user pool, or a device's group key
   * @param name the user id that the challenge names ({@code USER_ID_FOR_SRP}), not what the player
   *     typed; or a device's key
   * @param password the player's or the device's password; taken as it is, without normalisation
   * @param srpB the challenge's {@code SRP_B}
   * @param salt the challenge's {@code SALT}
   * @param secretBlock the challenge's {@code SECRET_BLOCK}
   * @param timestamp of {@link SrpTimestamp}
   * @throws SrpRejectedException if the challenge holds something that no honest service sends
   */
  public SrpProof answer(
      String group,
      String name,
      Secret password,
      String srpB,
      String salt,
      String secretBlock,
      String timestamp)
      throws SrpRejectedException {
    BigInteger servicePublic = SrpGroup.requireUsable("SRP_B", number("SRP_B", srpB));
    BigInteger saltNumber = number("SALT", salt);
    byte[] block = decoded(secretBlock);
    BigInteger u = SrpGroup.scrambled(publicValue, servicePublic);

    BigInteger x = SrpGroup.exponent(group, name, password, saltNumber);
    byte[] key = sharedKey(servicePublic, u, x);
    byte[] signature =
        Digests.hmacSha256(
            key, group.getBytes(UTF_8), name.getBytes(UTF_8), block, timestamp.getBytes(UTF_8));
    Arrays.fill(key, (byte) 0);
    return new SrpProof(Base64.getEncoder().encodeToString(signature), secretBlock, timestamp);
  }

  private byte[] sharedKey(BigInteger servicePublic, BigInteger u, BigInteger x) {
    BigInteger verifier = SrpGroup.G.modPow(x, SrpGroup.N);
    // Negative nearly always; modPow takes it modulo N first.
    BigInteger base = servicePublic.subtract(SrpGroup.K.multiply(verifier));
    BigInteger shared = base.modPow(privateValue.add(u.multiply(x)), SrpGroup.N);
    byte[] pseudoRandom = Digests.hmacSha256(u.toByteArray(), shared.toByteArray());
    return Arrays.copyOf(Digests.hmacSha256(pseudoRandom, INFO), KEY_LENGTH);
  }

  private static BigInteger number(String name, String hex) throws SrpRejectedException {
    if (hex.isEmpty() || hex.length() > MAX_DIGITS) {
      throw new SrpRejectedException(
          name + ": " + hex.length() + " characters (expected: 1 to " + MAX_DIGITS + ")");
    }
    // BigInteger itself would take a sign, and digits of other scripts.
    if (!hex.chars().allMatch(SrpClient::isHexDigit)) {
      throw new SrpRejectedException(name + ": something else (expected: hexadecimal digits)");
    }
    return new BigInteger(hex, 16);
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static byte[] decoded(String secretBlock) throws SrpRejectedException {
    if (secretBlock.isEmpty() || secretBlock.length() > MAX_BLOCK) {
      throw new SrpRejectedException(
          "SECRET_BLOCK: "
              + secretBlock.length()
              + " characters (expected: 1 to "
              + MAX_BLOCK
              + ")");
    }
    try {
      return Base64.getDecoder().decode(secretBlock);
    } catch (IllegalArgumentException e) {
      throw new SrpRejectedException("SECRET_BLOCK: something else (expected: base64)");
    }
  }

  /** {@code SrpClient(…)}. */
  @Override
  public String toString() {
    return "SrpClient(…)";
  }
}
