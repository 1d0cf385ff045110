// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.adapters.OidcAdapterTest.CLIENT;
import static io.github.gameauth.adapters.OidcAdapterTest.ISSUER;
import static io.github.gameauth.adapters.OidcAdapterTest.KEYS;
import static io.github.gameauth.adapters.OidcAdapterTest.STUDIO;
import static io.github.gameauth.adapters.OidcAdapterTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.OidcAdapter.Settings;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.testing.TestIssuer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where keys are looked for: only where the settings allow it. */
final class OidcDiscoveryTest {
  private static final String DOCUMENT = ISSUER + "/.well-known/openid-configuration";
  private static final String ELSEWHERE = "https://keys.cdn.example/jwks";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String document(String issuer, String keys) {
    return """
        {"issuer":"%s","authorization_endpoint":"https://accounts.studio.example/authorize",
         "jwks_uri":"%s","response_types_supported":["code"],"subject_types_supported":["public"],
         "id_token_signing_alg_values_supported":["RS256"]}"""
        .formatted(issuer, keys);
  }

  private String verdict(Settings settings) {
    try (OidcAdapter adapter = new OidcAdapter(settings, platforms.context())) {
      String token = OidcAdapterTest.token(platforms.clock().instant()).signed();
      return PlatformAdapterContract.nameOf(adapter.verify(with(token)));
    }
  }

  private String discovered(String document) {
    platforms.reset();
    platforms.answer(DOCUMENT, document);
    platforms.answer(KEYS, TestIssuer.named(ISSUER).jwks());
    platforms.answer(ELSEWHERE, TestIssuer.named(ISSUER).jwks());
    return verdict(new Settings(STUDIO, ISSUER, CLIENT));
  }

  @Test
  void findsKeysOnTheIssuersOwnHost() {
    assertEquals("ACCEPTED", discovered(document(ISSUER, KEYS)));
    assertEquals(1, platforms.requests(DOCUMENT));
    assertEquals(1, platforms.requests(KEYS));
  }

  @Test
  void believesNoDocumentOfAnotherIssuer() {
    for (String issuer :
        List.of(ISSUER + "/", "https://Accounts.studio.example", "https://evil.example", "")) {
      assertEquals("MISCONFIGURED", discovered(document(issuer, KEYS)), issuer);
      assertEquals(0, platforms.requests(KEYS), issuer);
    }
  }

  @Test
  void asksNoHostThatTheSettingsDoNotName() {
    for (String keys :
        List.of(
            ELSEWHERE,
            "http://accounts.studio.example/jwks",
            "https://accounts.studio.example.evil.example/jwks",
            "https://accounts.studio.example:8443/jwks",
            "https://169.254.169.254/jwks",
            "file:///etc/passwd",
            "")) {
      assertEquals("MISCONFIGURED", discovered(document(ISSUER, keys)), keys);
      assertEquals(1, platforms.received().size(), keys);
    }
  }

  @Test
  void asksAHostThatTheSettingsName() {
    platforms.answer(DOCUMENT, document(ISSUER, ELSEWHERE));
    platforms.answer(ELSEWHERE, TestIssuer.named(ISSUER).jwks());
    OidcKeys keys =
        new OidcKeys(Optional.empty(), Optional.of(List.of("keys.cdn.example")), Optional.empty());

    assertEquals(
        "ACCEPTED", verdict(OidcAdapterTest.settings(keys, OidcRules.DEFAULT, OidcClaimMap.NONE)));
  }

  @Test
  void isUndecidedWhileTheProviderIsDown() {
    for (int status : List.of(302, 404, 429, 500, 503)) {
      platforms.reset();
      platforms.answer(DOCUMENT, aResponse().withStatus(status).withHeader("Location", ELSEWHERE));
      assertEquals("OUTAGE", verdict(new Settings(STUDIO, ISSUER, CLIENT)), "status " + status);
      assertEquals(0, platforms.requests(ELSEWHERE));
    }
  }

  @Test
  void asksNothingButAPinnedAddress() {
    platforms.answer(ELSEWHERE, TestIssuer.named(ISSUER).jwks());

    assertEquals(
        "ACCEPTED",
        verdict(
            OidcAdapterTest.settings(
                OidcKeys.at(ELSEWHERE), OidcRules.DEFAULT, OidcClaimMap.NONE)));
    assertEquals(1, platforms.received().size());
  }

  @Test
  void takesATokenWithoutAKeysIdWhenToldTo() {
    platforms.answer(KEYS, TestIssuer.named(ISSUER).jwks());
    OidcKeys keys = new OidcKeys(Optional.of(KEYS), Optional.empty(), Optional.of(true));
    Settings settings = OidcAdapterTest.settings(keys, OidcRules.DEFAULT, OidcClaimMap.NONE);
    try (OidcAdapter adapter = new OidcAdapter(settings, platforms.context())) {
      String token =
          OidcAdapterTest.token(platforms.clock().instant()).withoutHeader("kid").signed();

      assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(token))));
    }
  }

  @Test
  void settingsWantAddressesByHttpsAndNamesOfHosts() {
    for (String address :
        List.of("http://a.example/jwks", "https://a.example/a b", "jwks", "https://a.example#b")) {
      assertThrows(IllegalArgumentException.class, () -> OidcKeys.at(address), address);
    }
    assertEquals(
        Optional.of("https://a.example/keys?p=policy"),
        OidcKeys.at("https://a.example/keys?p=policy").address());
    for (String host : List.of("https://a.example", "a.example/b", "*.example", "a..example")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new OidcKeys(Optional.empty(), Optional.of(List.of(host)), Optional.empty()),
          host);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new OidcKeys(Optional.of(KEYS), Optional.of(List.of("a.example")), Optional.empty()));
  }
}
