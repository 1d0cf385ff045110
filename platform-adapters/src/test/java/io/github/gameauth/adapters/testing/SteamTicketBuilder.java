// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An encrypted app ticket in the making, byte by byte; good at first, so that a test spoils it. */
public final class SteamTicketBuilder {
  private final byte[] key;
  private byte[] userData = {};
  private long steamId = 76561198000000001L;
  private int appId = 480;
  private long generated;
  private long expires;
  private Map<Integer, int[]> dlc = new LinkedHashMap<>();
  private int version = 2;
  private byte[] ownership;
  private byte[] trailer = {1, 2, 3, 4};
  private int crcDelta;
  private int hashDelta;
  private int userDataLengthDelta;
  private int declaredVersion = -1;

  /** A ticket under this key, made at that time; Steam lets it live for three weeks. */
  public SteamTicketBuilder(String key, Instant generated) {
    this.key = HexFormat.of().parseHex(key);
    this.generated = generated.getEpochSecond();
    this.expires = this.generated + 21 * 24 * 3600;
  }

  /** What the client put in. */
  public SteamTicketBuilder userData(byte[] bytes) {
    userData = bytes.clone();
    return this;
  }

  /** The player, one of Steam's public universe unless a test says otherwise. */
  public SteamTicketBuilder steamId(long id) {
    steamId = id;
    return this;
  }

  /** The app. */
  public SteamTicketBuilder appId(int id) {
    appId = id;
    return this;
  }

  /** When Steam holds it to be too old. */
  public SteamTicketBuilder expires(Instant time) {
    expires = time.getEpochSecond();
    return this;
  }

  /** One more DLC, by these licences. */
  public SteamTicketBuilder dlc(int id, int... licences) {
    dlc.put(id, licences);
    return this;
  }

  /** How it is laid out, and says it is. */
  public SteamTicketBuilder version(int number) {
    version = number;
    return this;
  }

  /** What follows the hash. */
  public SteamTicketBuilder trailer(byte... bytes) {
    trailer = bytes.clone();
    return this;
  }

  /** Its sum is another's. */
  public SteamTicketBuilder wrongSum() {
    crcDelta = 1;
    return this;
  }

  /** The hash inside is another's. */
  public SteamTicketBuilder wrongHash() {
    hashDelta = 1;
    return this;
  }

  /** Says that so many bytes of the user data belong to Steam's part. */
  public SteamTicketBuilder pointingInto(int bytesOfUserData) {
    userDataLengthDelta = bytesOfUserData;
    return this;
  }

  /** What it says about its layout, whatever that is. */
  public SteamTicketBuilder declaringVersion(int number) {
    declaredVersion = number;
    return this;
  }

  /** Steam's own part, alone. */
  public byte[] ownership() {
    if (ownership != null) {
      return ownership;
    }
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).putInt(4).putLong(steamId).putInt(appId);
    out.putInt(0x01020304).putInt(0x0a000001).putInt(0);
    out.putInt((int) generated).putInt((int) expires);
    out.putShort((short) 2).putInt(17).putInt(18);
    out.putShort((short) dlc.size());
    dlc.forEach(
        (id, licences) -> {
          out.putInt(id).putShort((short) licences.length);
          for (int licence : licences) {
            out.putInt(licence);
          }
        });
    out.putShort((short) 0);
    out.putInt(0, out.position());
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  /** These bytes as Steam's own part. */
  public SteamTicketBuilder ownership(byte[] bytes) {
    ownership = bytes.clone();
    return this;
  }

  /** The ticket in lower-case hexadecimal digits. */
  public String hex() {
    try {
      return HexFormat.of().formatHex(ticket());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] ticket() throws GeneralSecurityException {
    byte[] steams = ownership();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.writeBytes(userData);
    plain.writeBytes(steams);
    if (version == 2) {
      plain.writeBytes(new byte[20]);
    }
    plain.writeBytes(new byte[] {9, 8, 7, 6, 5, 4, 3, 2});
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(plain.toByteArray());
    hash[0] += (byte) hashDelta;
    plain.writeBytes(hash);
    plain.writeBytes(trailer);
    byte[] content = plain.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(content);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, 1, declaredVersion < 0 ? version : declaredVersion);
    number(out, 2, crc.getValue() + crcDelta);
    number(out, 3, userData.length - userDataLengthDelta);
    int extra = declaredVersion == 1 && version == 2 ? 20 : 0;
    number(out, 4, steams.length + userDataLengthDelta + extra);
    byte[] encrypted = encrypted(content);
    varint(out, 5 << 3 | 2);
    varint(out, encrypted.length);
    out.writeBytes(encrypted);
    return out.toByteArray();
  }

  private byte[] encrypted(byte[] content) throws GeneralSecurityException {
    byte[] iv = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    SecretKeySpec aes = new SecretKeySpec(key, "AES");
    Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
    block.init(Cipher.ENCRYPT_MODE, aes);
    Cipher chain = Cipher.getInstance("AES/CBC/PKCS5Padding");
    chain.init(Cipher.ENCRYPT_MODE, aes, new IvParameterSpec(iv));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(block.doFinal(iv));
    out.writeBytes(chain.doFinal(content));
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, (long) field << 3);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left >= 0x80) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
