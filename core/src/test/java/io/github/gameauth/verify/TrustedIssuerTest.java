// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.testing.TestIssuer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I7: what was not said is no open door but a complaint. */
final class TrustedIssuerTest {
  private static final String NAME = "https://id.mygame.example";
  private static final String JWKS = NAME + "/jwks.json";

  @Test
  void isAskedForItsName() {
    assertComplaint("issuer: blank (expected: its name in iss)", () -> TrustedIssuer.named(" "));
    assertComplaint(
        "issuer: blank (expected: its name in iss)", () -> TrustedIssuer.withoutIssuerClaim(""));
  }

  @Nested
  @DisplayName("Audience")
  class Audience {
    @Test
    void mustBeSaid() {
      assertComplaint(
          "audience: not said (expected: audience(…), or anyAudience() to take all)",
          () -> TrustedIssuer.named(NAME).jwks(JWKS).build());
    }

    @Test
    void isNotEmptyAndNotBlank() {
      TrustedIssuerBuilder trust = TrustedIssuer.named(NAME).jwks(JWKS);

      assertComplaint("audience: none (expected: at least 1)", () -> trust.audience().build());
      assertComplaint("audience: blank (expected: a text)", () -> trust.audience(" ").build());
    }
  }

  @Nested
  @DisplayName("Keys")
  class Keys {
    private final TrustedIssuerBuilder trust = TrustedIssuer.named(NAME).audience("my-game");

    @Test
    void comeFromExactlyOneSource() {
      String complaint = " sources (expected: exactly one of jwks, discovered, keys)";

      assertComplaint("keys: 0" + complaint, trust::build);
      assertComplaint("keys: 2" + complaint, () -> trust.jwks(JWKS).discovered().build());
      assertComplaint(
          "keys: 3" + complaint, () -> trust.keys(TestIssuer.create().keySource()).build());
    }

    @Test
    void ofAnIssuerWithoutANameAreNotDiscovered() {
      assertComplaint(
          "discovered: an issuer without iss (expected: a named one)",
          () -> TrustedIssuer.withoutIssuerClaim("x").anyAudience().discovered().build());
    }

    @Test
    void areNotSeededWhereNothingIsFetched() {
      assertComplaint(
          "seedKeys: said (expected: only with jwks or discovered)",
          () -> trust.keys(TestIssuer.create().keySource()).seedKeys("{\"keys\":[]}").build());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://id.mygame.example/jwks.json",
          "file:///etc/jwks.json",
          "ftp://id.mygame.example/jwks.json",
          "jar:https://id.mygame.example/a.jar!/jwks.json",
          "https://user:pass@id.mygame.example/jwks.json",
          "https://id.mygame.example/jwks.json#x",
          "id.mygame.example/jwks.json",
          "not a url",
          ""
        })
    @DisplayName("J5: addresses that are not asked")
    void areFetchedFromHttpsAlone(String url) {
      assertThrows(
          IllegalArgumentException.class,
          () -> TokenVerifier.trusting(trust.jwks(url).build()).close());
    }
  }

  @Test
  void namesTheSubjectsClaim() {
    assertComplaint(
        "subjectFrom: blank (expected: a claim's name)",
        () -> TrustedIssuer.named(NAME).subjectFrom(" "));
  }

  @Test
  void printsItsNameAndNothingElse() {
    TrustedIssuer issuer = TrustedIssuer.named(NAME).audience("my-game").jwks(JWKS).build();

    assertEquals("TrustedIssuer(" + NAME + ")", issuer.toString());
    assertEquals(NAME, issuer.name());
  }

  @Test
  @SuppressWarnings("NullAway") // what a user compiled without null checks may do
  void takesNoNull() {
    TrustedIssuerBuilder trust = TrustedIssuer.named(NAME);

    assertThrows(NullPointerException.class, () -> TrustedIssuer.named(null));
    assertThrows(NullPointerException.class, () -> trust.audience((String) null).build());
    assertThrows(NullPointerException.class, () -> trust.algorithms(null));
  }
}
