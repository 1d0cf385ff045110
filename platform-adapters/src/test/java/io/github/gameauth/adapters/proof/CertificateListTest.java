// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.testing.TestCertificate;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CertificateListTest {
  private final TestCertificate certificate =
      TestCertificate.root("listed", Instant.parse("2030-01-01T00:00:00Z"));
  private final String base64 = Base64.getEncoder().encodeToString(certificate.encoded());

  private static JsonNode keySet(String list) throws Exception {
    return new ObjectMapper().readTree(CertificateList.keySet(list.getBytes(UTF_8)));
  }

  @Test
  void makesAKeyOfEachCertificate() throws Exception {
    JsonNode key = keySet("[\"" + base64 + "\"]").at("/keys/0");

    RSAPublicKey expected = (RSAPublicKey) certificate.keys().getPublic();
    assertEquals("RSA", key.path("kty").asText());
    assertEquals("RS256", key.path("alg").asText());
    assertEquals(Certificates.thumbprint(certificate.certificate()), key.path("kid").asText());
    assertEquals(27, key.path("kid").asText().length());
    assertEquals(
        expected.getModulus(),
        new BigInteger(1, Base64.getUrlDecoder().decode(key.path("n").asText())));
    assertEquals(256, Base64.getUrlDecoder().decode(key.path("n").asText()).length);
    assertEquals("AQAB", key.path("e").asText());
    assertEquals(base64, key.at("/x5c/0").asText());
  }

  @Test
  void leavesOutWhatIsNoCertificate() throws Exception {
    assertEquals(
        1, keySet("[1,null,{},\"\",\"AAAA\",\"!\",\"" + base64 + "\"]").path("keys").size());
  }

  @Test
  void aListWithoutCertificatesIsNoKeySet() {
    for (String bad : List.of("", "[]", "{}", "null", "[1]", "{\"keys\":[]}", "[\"AAAA\"]", "[")) {
      assertThrows(RuntimeException.class, () -> keySet(bad), bad);
    }
  }
}
