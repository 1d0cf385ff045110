// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.XboxEnvelope.Parts;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class XboxEncryptionTest {
  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The IETF's vector, RFC 7518 appendix B.1. */
  @Test
  void makesTheTagOfTheRfcsExample() throws Exception {
    byte[] key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    byte[] iv = hex("1af38c2dc2b96ffdd86694092341bc04");
    Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
    aes.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(XboxEncryption.RFC_7516.cipherKey(key), "AES"),
        new IvParameterSpec(iv));
    byte[] ciphertext =
        aes.doFinal(
            ("A cipher system must not be required to be secret, and it must be able to fall into"
                    + " the hands of the enemy without inconvenience")
                .getBytes(US_ASCII));
    assertArrayEquals(
        hex("c80edfa32ddf39d5ef00c0b468834279"), Arrays.copyOf(ciphertext, 16), "ciphertext");

    byte[] tag =
        XboxEncryption.RFC_7516.tag(
            key, new Parts("The second principle of Auguste Kerckhoffs", iv, ciphertext, ""));

    assertArrayEquals(hex("652c3fa36b0a7c5b3219fab3a30bc1c4"), tag);
  }

  /** The IETF's vector, draft-ietf-jose-json-web-encryption-07 appendix A.4. */
  @Test
  void derivesTheKeysOfTheDraftsExample() throws Exception {
    byte[] key = hex("04d31fc5549dfcfe0b649dfa3faa6ace6b7cd42d6f6b09dbc8b100f08f9c2ccf");
    byte[] integrity = hex("da18a011a032eb23d8d164ae9ba30a75b46facc87fc9cead282d3aaa235d093c");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(integrity, "HmacSHA256"));
    byte[] tag = mac.doFinal("a.b.c.d".getBytes(US_ASCII));

    assertArrayEquals(
        hex("cba5b4713ec316625b99d2267023e6ec"), XboxEncryption.DRAFT_7.cipherKey(key));
    assertArrayEquals(
        tag, XboxEncryption.DRAFT_7.tag(key, new Parts("a", new byte[16], key, "a.b.c.d")));
  }

  @Test
  void isKnownByItsExactNameAlone() {
    assertEquals(Optional.of(XboxEncryption.RFC_7516), XboxEncryption.named("A128CBC-HS256"));
    assertEquals(Optional.of(XboxEncryption.DRAFT_7), XboxEncryption.named("A128CBC+HS256"));
    for (String other : new String[] {"", "a128cbc-hs256", "A128CBC HS256", "A256CBC-HS512"}) {
      assertEquals(Optional.empty(), XboxEncryption.named(other), other);
    }
  }
}
