// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.XboxTokens.pem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.XboxAdapter.Settings;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class XboxKeyRingTest {
  private final XboxTokens xbox = new XboxTokens(TestClock.at("2030-01-01T12:00:00Z"));
  private final TestCertificate one = xbox.relyingParty("rp one");
  private final TestCertificate old = xbox.relyingParty("rp old");

  private static XboxKeyRing ring(String... pems) {
    return new XboxKeyRing("keys", List.of(pems).stream().map(Secret::of).toList());
  }

  private static String complaint(String... pems) {
    return assertThrows(IllegalArgumentException.class, () -> ring(pems)).getMessage();
  }

  @Test
  void findsEachKeyByItsCertificatesThumbprint() throws Exception {
    XboxKeyRing ring = ring(pem(one), pem(old));

    assertEquals(one.keys().getPrivate(), ring.key(XboxTokens.thumbprint(one)));
    assertEquals(old.keys().getPrivate(), ring.key(XboxTokens.thumbprint(old)));
    for (String other :
        List.of(
            "",
            XboxTokens.thumbprint(xbox.relyingParty("rp foreign")),
            XboxTokens.thumbprint(one).toLowerCase(Locale.ROOT))) {
      assertThrows(NotProvedException.class, () -> ring.key(other), other);
    }
    assertEquals("XboxKeyRing(2)", ring.toString());
  }

  @Test
  void takesTheCertificateThatBelongsToTheKeyOutOfAChain() throws Exception {
    assertEquals(
        one.keys().getPrivate(), ring(old.pem() + pem(one)).key(XboxTokens.thumbprint(one)));
  }

  @Test
  void complainsAboutWhatIsNoKeyWithItsCertificate() throws Exception {
    String key = pem(one).substring(pem(one).indexOf("-----BEGIN PRIVATE"));
    String expected =
        "keys: a secret (expected: one -----BEGIN PRIVATE KEY-----, PKCS#8, RSA of 2048 bits or"
            + " more, and its certificate)";
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1024);
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");

    for (String bad :
        List.of(
            "x",
            one.pem(),
            pem(one) + key,
            key.replace("MII", "AII"),
            block(weak.generateKeyPair()) + one.pem(),
            block(ec.generateKeyPair()) + one.pem())) {
      assertEquals(expected, complaint(bad));
    }
    assertEquals(
        "keys: none (expected: -----BEGIN CERTIFICATE-----, one or several)", complaint(key));
    assertEquals(
        "keys: a key and another's certificate (expected: the key's own)",
        complaint(key + old.pem()));
    assertEquals(
        "keys: a certificate twice (expected: each with one key)",
        complaint(pem(one), pem(one) + "\n"));
  }

  private static String block(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private Settings settings(
      List<String> titles,
      Optional<List<String>> sandboxes,
      Optional<Duration> maxAge,
      Optional<String> address) {
    return new Settings(
        List.of("rp://game.example.com/"),
        List.of(Secret.of(pem(one))),
        titles,
        sandboxes,
        Optional.empty(),
        Optional.empty(),
        maxAge,
        Optional.empty(),
        address.map(List::of),
        Optional.empty());
  }

  @Test
  void settingsComplainWithoutTheirSecrets() {
    Optional<Duration> none = Optional.empty();
    Map<String, Executable> complaints =
        Map.of(
            "titleIds: 0 (expected: 1 to 64)",
            () -> settings(List.of(), Optional.empty(), none, Optional.empty()),
            "titleIds: 2 characters (expected: decimal digits, 1 to 10)",
            () -> settings(List.of("0x"), Optional.empty(), none, Optional.empty()),
            "sandboxes: 0 (expected: 1 to 16)",
            () -> settings(List.of("1"), Optional.of(List.of()), none, Optional.empty()),
            "maxAge: PT59S (expected: PT1M to PT720H)",
            () ->
                settings(
                    List.of("1"),
                    Optional.empty(),
                    Optional.of(Duration.ofSeconds(59)),
                    Optional.empty()),
            "keySets: 19 characters (expected: https://, a host and a path)",
            () ->
                settings(List.of("1"), Optional.empty(), none, Optional.of("http://example.com/")));
    complaints.forEach(
        (complaint, settings) ->
            assertEquals(
                complaint, assertThrows(IllegalArgumentException.class, settings).getMessage()));
    Settings good = new Settings("rp://game.example.com/", Secret.of(pem(one)), "1", "2");
    assertFalse(good.toString().contains("BEGIN"), good.toString());
  }

  @Test
  void allSettingsCanBeSaidInJson() {
    String json =
        """
        {"xbox":{"relyingParties":["rp://game.example.com/"],"keys":["%s"],"titleIds":["1"],
         "sandboxes":["RETAIL","XDKS.1"],"playerId":"XID","draftTokens":"REFUSED","maxAge":"PT4H",
         "leeway":"PT0S","keySets":["https://xsts-keys.auth.xboxlive.com/keys"],
         "certificates":"https://xsts.auth.xboxlive.com/xsts/signingkeys"}}"""
            .formatted(pem(one).replace("\n", "\\n"));

    assertEquals(
        List.of(XboxAdapter.class),
        PlatformCatalog.standard().adapters(json, TestPlatforms.fresh().context()).stream()
            .map(Object::getClass)
            .toList());
    assertEquals(
        "xbox.draftTokens: a text (expected: one of [CHECKED, TAG_IGNORED, REFUSED])",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    PlatformCatalog.standard()
                        .adapters(json.replace("REFUSED", "ANY"), TestPlatforms.fresh().context()))
            .getMessage());
  }
}
