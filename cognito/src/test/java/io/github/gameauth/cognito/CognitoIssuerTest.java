// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.NAME;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.assertComplaint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.TokenVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be said, what may not be said together, and what pools are called. */
final class CognitoIssuerTest {
  private static CognitoIssuerBuilder pool() {
    return CognitoIssuer.of(POOL).idTokens().client(CLIENT);
  }

  @Test
  void isAskedForItsTokenUseAndItsClient() { // tokenUse, clientId: an explicit null there
    assertComplaint(
        "tokenUse: not said (expected: idTokens(), accessTokens(), or anyTokenUse())",
        () -> CognitoIssuer.of(POOL).client(CLIENT).build());
    assertComplaint(
        "client: not said (expected: client(…), or anyClient() to take all)",
        () -> CognitoIssuer.of(POOL).idTokens().build());
    CognitoIssuer.of(POOL).anyTokenUse().anyClient().build();
  }

  @Test
  void takesNothingForAPolicy() {
    assertComplaint("client: none (expected: at least 1)", () -> pool().client());
    assertComplaint("client: blank (expected: a text)", () -> pool().client(" "));
    assertComplaint("group: none (expected: at least 1)", () -> pool().groupsAnyOf());
    assertComplaint("group: blank (expected: a text)", () -> pool().groupsAllOf("a", ""));
    assertComplaint("scope: none (expected: at least 1)", () -> pool().scopesAnyOf());
    assertComplaint("scope: none (expected: at least 1)", () -> pool().scopesAllOf());
    assertComplaint("resource: none (expected: at least 1)", () -> pool().resource());
    assertComplaint("issuer: blank (expected: a text)", () -> pool().issuer(" "));
    assertComplaint("issuer: blank (expected: a text)", () -> pool().onlyIssuer(""));
  }

  @Test
  void refusesWhatExcludesEachOther() {
    assertComplaint(
        "scopes: of id tokens (expected: accessTokens())",
        () -> pool().scopesAnyOf("lobby/join").build());
    assertComplaint(
        "keys: a source and jwks or seedKeys (expected: one or the other)",
        () ->
            pool()
                .keys(TestIssuer.create().keySource())
                .jwks(URI.create("https://keys.example/jwks.json"))
                .build());
    assertComplaint(
        "keys: a source and jwks or seedKeys (expected: one or the other)",
        () -> pool().keys(TestIssuer.create().keySource()).seedKeys("{}").build());
    assertComplaint(
        "onlyIssuer: others were said, too (expected: onlyIssuer alone)",
        () -> pool().onlyIssuer("https://a.example").issuer("https://b.example").build());
    assertComplaint(
        "onlyIssuer: others were said, too (expected: onlyIssuer alone)",
        () -> pool().replicaIn(AwsRegion.of("us-west-2")).onlyIssuer("https://a.example").build());
    assertComplaint(
        "leeway: PT6M (expected: PT0S to PT5M)",
        () -> pool().leeway(Duration.ofMinutes(6)).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cognito.example/pool",
        "https://cognito.example/pool/",
        "https://cognito.example/pool?x=1",
        "https://user@cognito.example/pool",
        "file:///pool",
        "no url"
      })
  void fetchesNoKeysFromAnyOtherPlace(String name) {
    assertThrows(IllegalArgumentException.class, () -> pool().issuer(name).build());
    // Elsewhere fetched keys leave the name free.
    pool().issuer(name).jwks(URI.create("http://127.0.0.1:9/jwks.json")).build();
  }

  @Test
  void asksNoJwksOverPlainHttpElsewhere() {
    assertThrows(
        IllegalArgumentException.class,
        () -> pool().jwks(URI.create("http://keys.example/jwks.json")));
  }

  @Test
  void knowsBothFormsOfTheName() {
    assertEquals(Set.of(NAME, UPDATED), pool().build().names());
    assertEquals(Set.of(NAME), pool().originalIssuerOnly().build().names());
    assertEquals(Set.of(UPDATED), pool().updatedIssuerOnly().build().names());
  }

  @Test
  void isOneTrustedIssuerForEachName() {
    CognitoIssuer pool = pool().build();

    try (TokenVerifier verifier = TokenVerifier.trusting(pool.trustedIssuers())) {
      assertEquals(pool.names(), verifier.issuers());
    }
    pool.trustedIssuers()[0] = pool.trustedIssuers()[1];
    assertEquals(
        2, Arrays.stream(pool.trustedIssuers()).map(each -> each.name()).distinct().count());
  }

  @Test
  void knowsNamesOfReplicasAndFurtherOnes() {
    CognitoIssuer pool =
        pool()
            .originalIssuerOnly()
            .replicaIn(AwsRegion.of("us-west-2"))
            .issuer("https://auth.mygame.example/pool")
            .build();

    assertEquals(
        Set.of(
            NAME,
            "https://cognito-idp.us-west-2.amazonaws.com/eu-west-1_AbCdEf123",
            "https://auth.mygame.example/pool"),
        pool.names());
    assertEquals(4, pool().replicaIn(AwsRegion.of("us-west-2")).build().names().size());
  }

  @ParameterizedTest
  @CsvSource({
    "us-gov-west-1_A, https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_A",
    "cn-north-1_A, https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A",
    "eusc-de-east-1_A, https://cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_A",
    "us-iso-east-1_A, https://cognito-idp.us-iso-east-1.c2s.ic.gov/us-iso-east-1_A"
  })
  void knowsThePartitionsHosts(String id, String name) {
    CognitoIssuer pool =
        CognitoIssuer.of(UserPoolId.of(id)).idTokens().anyClient().originalIssuerOnly().build();

    assertEquals(Set.of(name), pool.names());
    assertEquals(URI.create(name + "/.well-known/jwks.json"), IssuerNames.keysOf(name));
  }

  @Test
  void standsOnceInAVerifier() {
    assertComplaint(
        "issuers: " + NAME + " twice (expected: each once, and one without iss)",
        () ->
            TokenVerifier.builder()
                .trust(pool().build().trustedIssuers())
                .trust(CognitoIssuer.of(POOL).accessTokens().anyClient().build().trustedIssuers())
                .build());
  }

  @Test
  void printsThePool() {
    assertEquals("CognitoIssuer(eu-west-1_AbCdEf123)", pool().build().toString());
    assertTrue(pool().build().pool().equals(POOL));
  }
}
