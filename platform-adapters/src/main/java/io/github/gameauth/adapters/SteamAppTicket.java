// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Steam wrote into an encrypted app ticket.
 *
 * @param userData what the client put in
 * @param steamId the player, an unsigned number of 64 bits
 * @param appId the app
 * @param generated when Steam made the ticket
 * @param expires when Steam holds it to be too old
 * @param dlc the ids of the DLC that the player owns
 * @param hashed everything that the hash inside covers; the same for every spelling of the ticket
 */
record SteamAppTicket(
    byte[] userData,
    long steamId,
    long appId,
    Instant generated,
    Instant expires,
    Set<Long> dlc,
    Secret hashed) {
  private static final int BLOCK = 16;
  private static final int SALT = 8;
  private static final int SHA1 = 20;
  private static final int TRAILER = 4;
  private static final int EXTRA_OF_VERSION_2 = 20;
  private static final int MOST_DLC = 140;

  /** The envelope of an encrypted ticket. */
  record Envelope(
      long version, long crc, long userDataLength, long ownershipLength, byte[] encrypted) {
    /** Reads the protobuf message around the ticket. */
    static Envelope read(byte[] ticket) throws NotProvedException {
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
              throw invalid();
            }
            byte[] bytes = new byte[(int) length];
            in.get(bytes);
            if (field == 5) {
              encrypted = bytes;
            }
          } else {
            throw invalid();
          }
        }
      } catch (BufferUnderflowException e) {
        throw invalid();
      }
      return new Envelope(numbers[1], numbers[2], numbers[3], numbers[4], encrypted);
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
      throw invalid();
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
      int hashed = plain.length - SHA1 - TRAILER;
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

    private SteamAppTicket parsed(byte[] plain) throws NotProvedException {
      byte[] userData = Arrays.copyOf(plain, (int) userDataLength);
      ByteBuffer in =
          ByteBuffer.wrap(plain, (int) userDataLength, (int) ownershipLength)
              .order(ByteOrder.LITTLE_ENDIAN);
      try {
        if (number(in) != ownershipLength) {
          throw invalid();
        }
        number(in); // version
        long steamId = in.getLong();
        long appId = number(in);
        number(in); // external address
        number(in); // internal address
        number(in); // flags
        Instant generated = Instant.ofEpochSecond(number(in));
        Instant expires = Instant.ofEpochSecond(number(in));
        skip(in, 4 * count(in));
        Set<Long> dlc = dlc(in);
        in.getShort(); // reserved
        if (in.hasRemaining()) {
          throw invalid();
        }
        Secret hashed = Secret.ofBytes(Arrays.copyOf(plain, plain.length - SHA1 - TRAILER));
        return new SteamAppTicket(userData, steamId, appId, generated, expires, dlc, hashed);
      } catch (BufferUnderflowException e) {
        throw invalid();
      }
    }

    private static Set<Long> dlc(ByteBuffer in) throws NotProvedException {
      int count = count(in);
      if (count > MOST_DLC) {
        throw invalid();
      }
      Set<Long> dlc = new LinkedHashSet<>();
      for (int i = 0; i < count; i++) {
        dlc.add(number(in));
        skip(in, 4 * count(in));
      }
      return dlc;
    }

    private static long number(ByteBuffer in) {
      return in.getInt() & 0xffff_ffffL;
    }

    private static int count(ByteBuffer in) {
      return in.getShort() & 0xffff;
    }

    private static void skip(ByteBuffer in, int bytes) {
      if (bytes > in.remaining()) {
        throw new BufferUnderflowException();
      }
      in.position(in.position() + bytes);
    }
  }

  private static NotProvedException invalid() {
    return NotProvedException.rejected(Reason.INVALID);
  }

  /** {@code SteamAppTicket(…)}. */
  @Override
  public String toString() {
    return "SteamAppTicket(…)";
  }
}
