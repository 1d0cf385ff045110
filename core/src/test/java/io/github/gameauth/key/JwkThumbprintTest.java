// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.gameauth.testing.TestKey;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JwkThumbprintTest {
  /** The public key of RFC 8037 appendix A.2. */
  static final String RFC8037_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  /** The modulus of RFC 7638 §3.1. */
  private static final String RFC7638_N =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP"
          + "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2"
          + "QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vM"
          + "QFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

  @Test
  void isThatOfRfc7638() throws Exception {
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, Base64.getUrlDecoder().decode(RFC7638_N)),
                    BigInteger.valueOf(65_537)));

    assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", JwkThumbprint.of(key));
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ES384", "ES512", "EdDSA"})
  void isThatOfAnotherLibrary(Algorithm algorithm) throws Exception {
    for (int i = 0; i < 5; i++) {
      PublicKey key = TestKey.named("thumbprint " + i % 2, algorithm).publicKey();

      String expected =
          switch (algorithm.family()) {
            case RSA ->
                new RSAKey.Builder((RSAPublicKey) key).build().computeThumbprint().toString();
            case EC -> ec((ECPublicKey) key).computeThumbprint().toString();
            default ->
                OctetKeyPair.parse(
                        TestDocuments.json(TestKey.named("thumbprint " + i % 2, algorithm).jwk()))
                    .computeThumbprint()
                    .toString();
          };

      assertEquals(expected, JwkThumbprint.of(key));
    }
  }

  private static ECKey ec(ECPublicKey key) {
    return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
  }

  @Test
  void refusesKeysThatHaveNone() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
    PublicKey other = generator.generateKeyPair().getPublic();

    assertThrows(IllegalArgumentException.class, () -> JwkThumbprint.of(other));
  }
}
