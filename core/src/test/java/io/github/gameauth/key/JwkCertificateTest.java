// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.StrictJson;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("x5c, row I-10")
final class JwkCertificateTest {
  /** Made with openssl for this test, as are the others; the private keys were thrown away. */
  private static final String CERTIFICATE =
      "MIIBjzCCATWgAwIBAgIUXtdfoVdd5PmNIfboCtOC7V6FatswCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwRaWQubXlnYW1l"
          + "LmV4YW1wbGUwIBcNMjYxMTIxMDMwODIxWhgPMjEyNjEwMjgwMzA4MjFaMBwxGjAYBgNVBAMMEWlkLm15Z2FtZS5l"
          + "eGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETTTcuFuG3EbKWqiEpYu/zbLaEMBZzsPLUH8Be9C7QBtU"
          + "ddZVO14VQAAuvzUbPFSKrEI1odGQjTfyXh61BDTdRaNTMFEwHQYDVR0OBBYEFJQGD3KC6+PebdthLTc8EfctZwk5"
          + "MB8GA1UdIwQYMBaAFJQGD3KC6+PebdthLTc8EfctZwk5MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAw"
          + "RQIhAOQhyAkutW8cQE8sALaq6A+vg4wuo5GE6tXD07nYPi4kAiBRCtuGhTI1v/CBScgT7nPQEtZzY1SIu5ARLrvR"
          + "B1UvzA==";

  private static final String ANOTHER_KEYS =
      "MIIBhjCCAS2gAwIBAgIUaxaHd4a3fG1u/N9AeFU06gPwqNcwCgYIKoZIzj0EAwIwGDEWMBQGA1UEAwwNb3RoZXIuZXhh"
          + "bXBsZTAgFw0yNjExMjEwMzA4MjFaGA8yMTI2MTAyODAzMDgyMVowGDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTBZ"
          + "MBMGByqGSM49AgEGCCqGSM49AwEHA0IABK8Cw9z7C01gp/ZZqGynuO5j8NygPz733295wTXVsItSpQUxDSnUdIkG"
          + "hTze/Jwi8fj3ivEDhM8xYmeSN6P8HCWjUzBRMB0GA1UdDgQWBBRE5TAEzc6NF2EFkPMIgSvCfxER4zAfBgNVHSME"
          + "GDAWgBRE5TAEzc6NF2EFkPMIgSvCfxER4zAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDEgiT8o"
          + "pPDmY7S2cGu8GbXe29rY2g9MCn4klm3paV+OAiBt27tJsL6yE4t123nx4hBsO4MTbBm/5aY1GlkQq6DXbQ==";

  private static final String X =
      "4d34dcb85b86dc46ca5aa884a58bbfcdb2da10c059cec3cb507f017bd0bb401b";
  private static final String Y =
      "5475d6553b5e1540002ebf351b3c548aac4235a1d1908d37f25e1eb50434dd45";
  private static final Instant NOT_AFTER = Instant.parse("2126-10-28T03:08:21Z");

  private static VerificationKey admit(Object chain, Instant now) throws Exception {
    Map<String, Object> jwk =
        Map.of(
            "kty", "EC", "crv", "P-256", "kid", "k", "x", number(X), "y", number(Y), "x5c", chain);
    byte[] text = TestDocuments.json(jwk).getBytes(UTF_8);
    return new JwkAdmission(now, Set.of())
        .admit(StrictJson.read(text, 0, text.length, JsonLimits.DOCUMENT));
  }

  private static String number(String hex) {
    byte[] bytes = new BigInteger("1" + hex, 16).toByteArray();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
  }

  private static void assertRefused(JwkRefusal refusal, Object chain, Instant now) {
    JwkRefusedException refused =
        assertThrows(JwkRefusedException.class, () -> admit(chain, now), chain::toString);
    assertEquals(refusal, refused.refusal());
  }

  @Test
  void isToleratedIfItsFirstCertificateHoldsTheKey() throws Exception {
    Instant lastSecond = NOT_AFTER.minusSeconds(1);

    assertEquals("k", admit(List.of(CERTIFICATE), lastSecond).keyId().orElseThrow());
    assertEquals("k", admit(List.of(CERTIFICATE, "unread"), lastSecond).keyId().orElseThrow());
  }

  @Test
  void refusesAnEntryWhoseCertificateHasExpired() {
    assertRefused(JwkRefusal.CERTIFICATE, List.of(CERTIFICATE), NOT_AFTER);
  }

  @Test
  void refusesAnEntryWhoseCertificateHoldsAnotherKey() {
    Instant now = NOT_AFTER.minusSeconds(1);

    assertRefused(JwkRefusal.CERTIFICATE, List.of(ANOTHER_KEYS), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of(ANOTHER_KEYS, CERTIFICATE), now);
  }

  @Test
  void refusesAnEntryWhoseCertificateIsNone() {
    Instant now = NOT_AFTER.minusSeconds(1);
    byte[] der = Base64.getDecoder().decode(CERTIFICATE);
    byte[] longer = java.util.Arrays.copyOf(der, der.length + 1);
    byte[] shorter = java.util.Arrays.copyOf(der, der.length - 1);

    assertRefused(JwkRefusal.CERTIFICATE, List.of(), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of(1), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of(""), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of("!"), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of("AAAA"), now);
    assertRefused(JwkRefusal.CERTIFICATE, List.of(Base64.getEncoder().encodeToString(longer)), now);
    assertRefused(
        JwkRefusal.CERTIFICATE, List.of(Base64.getEncoder().encodeToString(shorter)), now);
    assertRefused(JwkRefusal.MALFORMED, CERTIFICATE, now);
  }
}
