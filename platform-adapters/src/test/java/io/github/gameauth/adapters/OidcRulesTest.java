// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.OidcAdapterTest.CLIENT;
import static io.github.gameauth.adapters.OidcAdapterTest.ISSUER;
import static io.github.gameauth.adapters.OidcAdapterTest.KEYS;
import static io.github.gameauth.adapters.OidcAdapterTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.json.SettingsJson;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules and claim maps, as an operator writes them. */
final class OidcRulesTest {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Instant now = platforms.clock().instant();

  private TestToken token() {
    return OidcAdapterTest.token(now);
  }

  private static <T> T read(Class<T> type, String json) {
    try {
      return SettingsJson.ofStrangers().bind("it", new ObjectMapper().readTree(json), type);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OidcRules rules(String json) {
    return read(OidcRules.class, json);
  }

  private PlatformVerdict verdict(OidcRules rules, OidcClaimMap claims, TestToken token) {
    return verdict(rules, claims, token, TestIssuer.named(ISSUER));
  }

  private PlatformVerdict verdict(
      OidcRules rules, OidcClaimMap claims, TestToken token, TestIssuer issuer) {
    platforms.answer(KEYS, issuer.jwks());
    try (OidcAdapter adapter =
        new OidcAdapter(
            OidcAdapterTest.settings(OidcKeys.at(KEYS), rules, claims), platforms.context())) {
      return adapter.verify(with(token.signed()));
    }
  }

  private String verdict(String rules, TestToken token) {
    return PlatformAdapterContract.nameOf(verdict(rules(rules), OidcClaimMap.NONE, token));
  }

  private Accepted accepted(String claims, TestToken token) {
    return (Accepted) verdict(OidcRules.DEFAULT, read(OidcClaimMap.class, claims), token);
  }

  private PlatformFacts facts(String claims, TestToken token) {
    return accepted(claims, token).identity().facts();
  }

  @Test
  void takesTheAlgorithmsThatAreNamed() {
    TestIssuer issuer = TestIssuer.named(ISSUER).signingBy(Algorithm.ES256);
    TestToken byEs256 = token().signedWith(issuer.key());

    for (Map.Entry<String, String> each :
        Map.of(
                "{}", "INVALID",
                "{\"algorithms\":[\"ES384\",\"RS256\"]}", "INVALID",
                "{\"algorithms\":[\"RS256\",\"ES256\"]}", "ACCEPTED")
            .entrySet()) {
      PlatformVerdict verdict = verdict(rules(each.getKey()), OidcClaimMap.NONE, byEs256, issuer);
      assertEquals(each.getValue(), PlatformAdapterContract.nameOf(verdict), each.getKey());
    }
    assertThrows(
        IllegalArgumentException.class, () -> rules("{\"algorithms\":[\"RS256\",\"HS256\"]}"));
    assertThrows(IllegalArgumentException.class, () -> rules("{\"algorithms\":[\"none\"]}"));
    assertThrows(IllegalArgumentException.class, () -> rules("{\"algorithms\":[]}"));
  }

  @Test
  void takesFurtherSpellingsOfTheIssuer() {
    String rules = "{\"otherIssuers\":[\"accounts.studio.example\"]}";

    assertEquals("ACCEPTED", verdict(rules, token().issuer("accounts.studio.example")));
    assertEquals("ACCEPTED", verdict(rules, token()));
    assertEquals("INVALID", verdict("{}", token().issuer("accounts.studio.example")));
  }

  @Test
  void takesFurtherPartiesInAzpOnly() {
    String rules = "{\"authorizedParties\":[\"launcher\"]}";

    assertEquals("ACCEPTED", verdict(rules, token().claim("azp", "launcher")));
    assertEquals("ACCEPTED", verdict(rules, token().claim("azp", CLIENT)));
    assertEquals("WRONG_APP", verdict(rules, token().claim("azp", "another")));
    assertEquals("WRONG_APP", verdict(rules, token().audience("launcher")));
  }

  @Test
  void namesThePlayerByAnotherClaim() {
    OidcRules rules = rules("{\"subject\":\"oid\"}");

    Accepted accepted = (Accepted) verdict(rules, OidcClaimMap.NONE, token().claim("oid", "o-17"));

    assertEquals("o-17", accepted.identity().subject());
    assertEquals(
        "INVALID", PlatformAdapterContract.nameOf(verdict(rules, OidcClaimMap.NONE, token())));
  }

  @Test
  void wantsARecentSignIn() {
    String rules = "{\"maxAuthAge\":\"PT5M\"}";
    long second = now.getEpochSecond();

    assertEquals("ACCEPTED", verdict(rules, token().claim("auth_time", second - 360)));
    assertEquals("INVALID", verdict(rules, token().claim("auth_time", second - 361)));
    assertEquals("INVALID", verdict(rules, token().without("auth_time")));
  }

  @Test
  void grantsTheLeewayAndTheLifetime() {
    TestToken old = token().issuedAt(now.minusSeconds(700)).expiresAt(now.minusSeconds(59));

    assertEquals("ACCEPTED", verdict("{}", old));
    assertEquals("EXPIRED", verdict("{\"leeway\":\"PT59S\"}", old));
    TestToken longLived = token().expiresAt(now.plusSeconds(172_800));
    assertEquals("ACCEPTED", verdict("{\"maxLifetime\":\"P2D\"}", longLived));
    assertThrows(IllegalArgumentException.class, () -> rules("{\"leeway\":\"PT6M\"}"));
    assertThrows(IllegalArgumentException.class, () -> rules("{\"maxLifetime\":\"P31D\"}"));
  }

  @Test
  void wantsWhatIsRequired() {
    String rules = "{\"requiredClaims\":{\"email_verified\":\"true\",\"/org/id\":\"17\"}}";
    Map<String, Object> ours = Map.of("id", 17);

    assertEquals("ACCEPTED", verdict(rules, token().claim("org", ours)));
    assertEquals(
        "ACCEPTED", verdict(rules, token().claim("org", ours).claim("email_verified", "true")));
    assertEquals(
        "INVALID", verdict(rules, token().claim("org", ours).claim("email_verified", false)));
    assertEquals("INVALID", verdict(rules, token().claim("org", Map.of("id", 18))));
    assertEquals("INVALID", verdict(rules, token()));
    assertEquals(
        "WRONG_APP", verdict("{\"requiredClaims\":{\"client_id\":\"" + CLIENT + "\"}}", token()));
    assertThrows(IllegalArgumentException.class, () -> rules("{\"requiredClaims\":{}}"));
    assertThrows(
        IllegalArgumentException.class, () -> rules("{\"requiredClaims\":{\"/a~2\":\"1\"}}"));
  }

  @Test
  void mapsWhatTheOperatorNames() {
    TestToken token =
        token()
            .claim("https://studio.example/country", "GB")
            .claim("age", 17)
            .claim("banned", "true")
            .claim("realm", Map.of("owned/now", List.of("deluxe", "season 1", 17, "base")));

    PlatformFacts facts =
        facts(
            """
            {"country":"https://studio.example/country","ageBand":"age","banned":"banned",
             "entitlements":"/realm/owned~1now"}""",
            token);

    assertEquals(
        PlatformFacts.NONE
            .country("GB")
            .ageBand("17")
            .banned(true)
            .entitlements(Set.of("studio:deluxe", "studio:base")),
        facts);
  }

  @Test
  void mapsFlagsThatAreTexts() {
    assertEquals(
        PlatformFacts.NONE.banned(false).ageBand("child"),
        facts(
            "{\"banned\":\"b\",\"child\":\"c\"}", token().claim("b", "false").claim("c", "true")));
    assertEquals(PlatformFacts.NONE, facts("{\"child\":\"c\"}", token().claim("c", false)));
  }

  @Test
  void saysNothingForWhatDoesNotFit() {
    String all =
        """
        {"displayName":"x","country":"x","ageBand":"x","banned":"x","entitlements":"x"}""";
    for (Object odd :
        List.of(List.of(), Map.of(), 1.5, "a\nb", "\u202e", "x".repeat(200), Map.of("x", "DE"))) {
      Accepted accepted = accepted(all, token().claim("x", odd));

      assertEquals(PlatformFacts.NONE, accepted.identity().facts(), odd.toString());
    }
    assertEquals(
        Optional.empty(),
        accepted("{\"displayName\":\"x\"}", token().claim("x", "a\u202eb"))
            .identity()
            .displayName());
    assertEquals(PlatformFacts.NONE, facts("{\"country\":\"x\"}", token().claim("x", "DEU")));
    assertEquals(
        PlatformFacts.NONE, facts("{\"country\":\"/a/0/b\"}", token().claim("a", List.of())));
    assertEquals(
        PlatformFacts.NONE.country("FR"),
        facts(
            "{\"country\":\"/a/0/b\"}",
            token().claim("a", List.of(Collections.singletonMap("b", "fr")))));
  }

  @Test
  void takesAHundredEntitlementsAndNoMore() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add("item-" + i);
    }

    assertEquals(
        100, facts("{\"entitlements\":\"x\"}", token().claim("x", many)).entitlements().size());
  }

  @Test
  void mapsNoTwoToTheAge() {
    assertThrows(
        IllegalArgumentException.class,
        () -> read(OidcClaimMap.class, "{\"ageBand\":\"a\",\"child\":\"b\"}"));
    assertThrows(
        IllegalArgumentException.class, () -> read(OidcClaimMap.class, "{\"country\":\"a b\"}"));
  }
}
