// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.secret.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A ticket as it travels: a protobuf message around what the app's key opens. Nothing in it counts
 * before the sum and the hash inside have been found right.
 */
final class SteamTicketEnvelope {
  private static final int BLOCK = 16;
  private static final int SALT = 8;
  private static final int SHA1 = 20;
  private static final int TRAILER = 4;
  private static final int EXTRA_OF_VERSION_2 = 20;

  private final long version;
  private final long crc;
  private final long userDataLength;
  private final long ownershipLength;
  private final byte[] encrypted;

  private SteamTicketEnvelope(long[] numbers, byte[] encrypted) {
    this.version = numbers[1];
    this.crc = numbers[2];
    this.userDataLength = numbers[3];
    this.ownershipLength = numbers[4];
    this.encrypted = encrypted;
  }

  /** Reads the protobuf message around the ticket. */
  static SteamTicketEnvelope read(byte[] ticket) throws NotProvedException {
    long[] numbers = new long[5];
    byte[] encrypted = {};
    ByteBuffer in = ByteBuffer.wrap(ticket);
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        long field = tag >>> 3;
        if ((tag & 7) == 0) {
          long value = varint(in);
          if (field >= 1 && field <= 4) {
            numbers[(int) field] = value & 0xffff_ffffL;
          }
        } else if ((tag & 7) == 2) {
          long length = varint(in);
          if (length < 0 || length > in.remaining()) {
            throw SteamAppTicket.invalid();
          }
          byte[] bytes = new byte[(int) length];
          in.get(bytes);
          if (field == 5) {
            encrypted = bytes;
          }
        } else {
          throw SteamAppTicket.invalid();
        }
      }
    } catch (BufferUnderflowException e) {
      throw SteamAppTicket.invalid();
    }
    return new SteamTicketEnvelope(numbers, encrypted);
  }

  private static long varint(ByteBuffer in) throws NotProvedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw SteamAppTicket.invalid();
  }

  /** The ticket if it was encrypted by this key; empty if not, whatever the difference is. */
  Optional<SteamAppTicket> open(byte[] key) throws NotProvedException {
    Optional<byte[]> plain = decrypted(key);
    return plain.isPresent() && isWhole(plain.get())
        ? Optional.of(parsed(plain.get()))
        : Optional.empty();
  }

  private Optional<byte[]> decrypted(byte[] key) {
    if (encrypted.length < 2 * BLOCK || encrypted.length % BLOCK != 0) {
      return Optional.empty();
    }
    try {
      SecretKeySpec aes = new SecretKeySpec(key, "AES");
      // The first block is the IV, encrypted by itself: CBC of one block after zeros is that.
      Cipher first = Cipher.getInstance("AES/CBC/NoPadding");
      first.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(new byte[BLOCK]));
      byte[] iv = first.doFinal(encrypted, 0, BLOCK);
      Cipher rest = Cipher.getInstance("AES/CBC/PKCS5Padding");
      rest.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(iv));
      return Optional.of(rest.doFinal(encrypted, BLOCK, encrypted.length - BLOCK));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private boolean isWhole(byte[] plain) {
    CRC32 sum = new CRC32();
    sum.update(plain);
    long extra = version == 2 ? EXTRA_OF_VERSION_2 : 0;
    long length = userDataLength + ownershipLength + extra + SALT + SHA1 + TRAILER;
    if (sum.getValue() != crc || plain.length != length) {
      return false;
    }
    int hashed = hashed(plain);
    byte[] hash = Arrays.copyOfRange(plain, hashed, hashed + SHA1);
    return MessageDigest.isEqual(sha1(plain, hashed), hash);
  }

  /** Steam's choice, not ours; of use here since it lies under the encryption. */
  private static byte[] sha1(byte[] plain, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(plain, 0, length);
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is required of every Java platform", e);
    }
  }

  /**
   * Where the user data ends and Steam's part begins is said outside of the encryption, where
   * anybody can change it; and the user data are the client's. A client could put a ticket of its
   * own making there and point at that. Steam's own part can always be found as well, so there
   * would be two, and then neither counts.
   */
  private SteamAppTicket parsed(byte[] plain) throws NotProvedException {
    Secret hashed = Secret.ofBytes(Arrays.copyOf(plain, hashed(plain)));
    int found = 0;
    for (int extra : new int[] {0, EXTRA_OF_VERSION_2}) {
      int end = hashed(plain) - SALT - extra;
      for (int start = 0; start < end; start++) {
        if (saysLength(plain, start, end) && ticketAt(plain, start, end, hashed).isPresent()) {
          found++;
        }
      }
    }
    int start = (int) userDataLength;
    Optional<SteamAppTicket> said = ticketAt(plain, start, start + (int) ownershipLength, hashed);
    if (found != 1 || said.isEmpty()) {
      throw SteamAppTicket.invalid();
    }
    return said.get();
  }

  /** Whether a ticket may begin there, by its first number: nearly always it may not. */
  private static boolean saysLength(byte[] plain, int start, int end) {
    int length = end - start;
    return length >= Integer.BYTES
        && plain[start] == (byte) length
        && plain[start + 1] == (byte) (length >> 8)
        && plain[start + 2] == (byte) (length >> 16)
        && plain[start + 3] == (byte) (length >> 24);
  }

  private static Optional<SteamAppTicket> ticketAt(
      byte[] plain, int start, int end, Secret hashed) {
    return SteamAppTicket.read(
        ByteBuffer.wrap(plain, 0, start).slice(),
        ByteBuffer.wrap(plain, start, end - start).slice(),
        hashed);
  }

  private static int hashed(byte[] plain) {
    return plain.length - SHA1 - TRAILER;
  }
}
