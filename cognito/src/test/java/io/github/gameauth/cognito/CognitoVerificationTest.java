// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.NAME;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.SUB;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.accessToken;
import static io.github.gameauth.cognito.PoolTokens.assertAccepted;
import static io.github.gameauth.cognito.PoolTokens.assertVerdict;
import static io.github.gameauth.cognito.PoolTokens.idToken;
import static io.github.gameauth.cognito.PoolTokens.machineToken;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.claim.ExactClaim;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages that a pool's token passes, and what each of them turns away. */
final class CognitoVerificationTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = PoolTokens.issuer(clock);

  private CognitoIssuerBuilder ids() {
    return CognitoIssuer.of(POOL).idTokens().client(CLIENT);
  }

  private CognitoIssuerBuilder accesses() {
    return CognitoIssuer.of(POOL).accessTokens().client(CLIENT);
  }

  private Verification verify(CognitoIssuerBuilder pool, TestToken token) {
    return verify(pool, token.signed());
  }

  private Verification verify(CognitoIssuerBuilder pool, String token) {
    try (TokenVerifier verifier =
        TokenVerifier.trusting(clock, pool.keys(issuer.keySource()).build().trustedIssuers())) {
      return verifier.verify(token);
    }
  }

  private TestToken id() {
    return idToken(issuer, clock);
  }

  private TestToken access() {
    return accessToken(issuer, clock);
  }

  // Stage 1: structure.

  @Test
  void acceptsItsTokensByTheirSubject() {
    assertEquals(SUB, assertAccepted(verify(ids(), id())).subject());
    assertEquals(SUB, assertAccepted(verify(accesses(), access())).subject());
    assertEquals(NAME, assertAccepted(verify(ids(), id())).issuer());
  }

  @Test
  void refusesRefreshTokens() { // encrypted: five parts
    assertVerdict("MALFORMED", verify(accesses(), access().signed() + ".e30.e30"));
  }

  @Test
  void refusesDuplicateMembers() {
    String payload =
        String.format(
            "{\"iss\":\"%s\",\"sub\":\"%s\",\"token_use\":\"id\",\"token_use\":\"access\","
                + "\"client_id\":\"%s\",\"username\":\"zoe\",\"exp\":%d}",
            NAME, SUB, CLIENT, clock.instant().getEpochSecond() + 60);

    assertVerdict("MALFORMED", verify(accesses(), access().rawPayload(payload)));
  }

  @Test
  void refusesPaddedSegments() { // only load balancers send those
    String[] parts = id().signed().split("\\.");

    assertVerdict("MALFORMED", verify(ids(), parts[0] + "." + parts[1] + "." + parts[2] + "=="));
  }

  // Stage 2: algorithm and key id.

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256"})
  void refusesEveryOtherAlgorithmOfTheSameKey(String algorithm) { // A6
    TestKey key = issuer.key().signingBy(Algorithm.valueOf(algorithm));

    assertVerdict("ALGORITHM", verify(ids(), id().signedWith(key)));
  }

  @Test
  void refusesUnsignedTokensAndPublicKeysAsSecrets() { // A1, A3
    TestKey secret = TestKey.sharedSecret(issuer.key().publicKey().getEncoded());

    assertVerdict("ALGORITHM", verify(ids(), id().header("alg", "none")));
    assertVerdict("ALGORITHM", verify(ids(), id().signedWith(secret).header("kid", issuer.kid())));
  }

  @Test
  void refusesTokensWithoutAKeyId() {
    assertVerdict("KEY_UNKNOWN", verify(ids(), id().withoutHeader("kid")));
  }

  // Stage 3: issuer.

  @Test
  void refusesAForeignPoolOfTheSameRegion() { // H1, H12
    String foreign = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Foreign99";

    assertVerdict("CLAIM(iss)", verify(ids(), id().issuer(foreign)));
    assertVerdict("CLAIM(iss)", verify(ids(), idToken(TestIssuer.named(foreign).on(clock), clock)));
    // Under our name but with the keys of the other pool: B6, H3.
    assertVerdict(
        "KEY_UNKNOWN",
        verify(ids(), idToken(TestIssuer.named(foreign).on(clock), clock).issuer(NAME)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NAME + "/",
        NAME + "1",
        "HTTPS://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdef123",
        "https://cognito-idp.eu-west-1.amazonaws.com@evil.example/eu-west-1_AbCdEf123",
        "http://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "https://cognito-idp.us-west-2.amazonaws.com/eu-west-1_AbCdEf123",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123"
      })
  void comparesTheIssuerLetterByLetter(String name) {
    assertVerdict("CLAIM(iss)", verify(ids(), id().issuer(name)));
  }

  @Test
  void takesTheUpdatedFormAndReplicasWhereBelieved() {
    String replica = "https://cognito-idp.us-west-2.amazonaws.com/eu-west-1_AbCdEf123";

    assertAccepted(verify(ids(), id().issuer(UPDATED)));
    assertVerdict("CLAIM(iss)", verify(ids().originalIssuerOnly(), id().issuer(UPDATED)));
    assertVerdict("CLAIM(iss)", verify(ids().updatedIssuerOnly(), id()));
    assertAccepted(verify(ids().replicaIn(AwsRegion.of("us-west-2")), id().issuer(replica)));
    assertAccepted(verify(ids().issuer(replica), id().issuer(replica)));
  }

  // Stages 4 and 5: key and signature.

  @Test
  void refusesForgeriesUnderATrustedKeyId() { // B6
    TestKey other = TestKey.named("stranger", Algorithm.RS256).withKeyId(issuer.kid());

    assertVerdict("SIGNATURE", verify(ids(), id().signedWith(other)));
    assertVerdict(
        "KEY_UNKNOWN", verify(ids(), id().signedWith(TestKey.named("x", Algorithm.RS256))));
  }

  @Test
  void refusesAPayloadThatWasChanged() { // B5
    String[] parts = id().signed().split("\\.");
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace(SUB, "another");
    parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8));

    assertVerdict("SIGNATURE", verify(ids(), String.join(".", parts)));
  }

  // Stage 6: time.

  @Test
  void refusesTokensWithoutExpiry() { // stricter than the reference
    assertVerdict("CLAIM(exp)", verify(ids(), id().without("exp")));
    assertVerdict("CLAIM(exp)", verify(accesses(), access().without("exp")));
  }

  @Test
  void judgesExpiryNotBeforeAndIssueWithALeeway() { // graceSeconds
    var now = clock.instant();

    assertAccepted(verify(ids(), id().expiresAt(now.minusSeconds(29)).without("iat")));
    assertVerdict("EXPIRED", verify(ids(), id().expiresAt(now.minusSeconds(30)).without("iat")));
    assertVerdict(
        "EXPIRED", verify(ids().leeway(Duration.ZERO), id().expiresAt(now).without("iat")));
    assertVerdict("NOT_YET_VALID", verify(ids(), id().notBefore(now.plusSeconds(31))));
    assertAccepted(verify(ids(), id().issuedAt(now.plusSeconds(30)))); // their clock is ahead
    assertVerdict("CLAIM(iat)", verify(ids(), id().issuedAt(now.plusSeconds(31))));
  }

  @Test
  void takesTheLongestLifeThatAPoolGivesAndNoLonger() {
    var now = clock.instant();

    assertAccepted(verify(ids(), id().expiresAt(now.plus(Duration.ofHours(24)))));
    assertVerdict("CLAIM(exp)", verify(ids(), id().expiresAt(now.plus(Duration.ofHours(25)))));
  }

  // Stage 7: token use.

  @Test
  void refusesTheOtherTokenUse() { // H9
    assertVerdict("CLAIM(token_use)", verify(accesses(), id()));
    assertVerdict("CLAIM(aud)", verify(ids(), access()));
    assertVerdict("CLAIM(token_use)", verify(ids(), access().audience(CLIENT)));
    assertVerdict(
        "CLAIM(token_use)", verify(CognitoIssuer.of(POOL).idTokens().anyClient(), access()));
    assertAccepted(verify(CognitoIssuer.of(POOL).anyTokenUse().client(CLIENT), id()));
    assertAccepted(verify(CognitoIssuer.of(POOL).anyTokenUse().client(CLIENT), access()));
  }

  @Test
  void refusesUnknownTokenUses() {
    CognitoIssuerBuilder any = CognitoIssuer.of(POOL).anyTokenUse().anyClient();

    for (Object use : List.of("ID", "refresh", "", 1, List.of("id"), Map.of("id", true), true)) {
      assertVerdict("CLAIM(token_use)", verify(any, id().claim("token_use", use)));
    }
    assertVerdict("CLAIM(token_use)", verify(any, id().claim("token_use", null)));
    assertVerdict("CLAIM(token_use)", verify(any, id().without("token_use")));
  }

  // Stage 8: client.

  @Test
  void refusesOtherClients() {
    for (CognitoIssuerBuilder pool :
        List.of(ids(), CognitoIssuer.of(POOL).anyTokenUse().client(CLIENT))) {
      assertVerdict("CLAIM(aud)", verify(pool, id().audience("other")));
      assertVerdict("CLAIM(aud)", verify(pool, id().without("aud")));
      assertVerdict("CLAIM(aud)", verify(pool, id().audience(CLIENT, "other")));
      assertVerdict("CLAIM(aud)", verify(pool, id().without("aud").claim("client_id", CLIENT)));
    }
    assertVerdict("CLAIM(client_id)", verify(accesses(), access().claim("client_id", "other")));
    assertVerdict(
        "CLAIM(client_id)", verify(accesses(), access().claim("client_id", List.of(CLIENT))));
    assertVerdict("CLAIM(client_id)", verify(accesses(), access().without("client_id")));
    assertVerdict(
        "CLAIM(client_id)", verify(accesses(), access().without("client_id").audience(CLIENT)));
    assertVerdict(
        "CLAIM(client_id)",
        verify(CognitoIssuer.of(POOL).accessTokens().anyClient(), access().without("client_id")));
  }

  @Test
  void takesSeveralClientsOrAll() {
    assertAccepted(verify(ids().client("other", CLIENT), id()));
    assertAccepted(verify(accesses().client("other", CLIENT), access()));
    assertAccepted(verify(ids().anyClient(), id().audience("other")));
    assertAccepted(verify(accesses().anyClient(), access().claim("client_id", "other")));
  }

  @Test
  void refusesAccessTokensThatAreBoundToAnotherResource() {
    TestToken bound = access().audience("https://shop.mygame.example");

    assertVerdict("CLAIM(aud)", verify(accesses(), bound));
    assertVerdict("CLAIM(aud)", verify(accesses().resource("https://lobby.example"), bound));
    assertAccepted(verify(accesses().resource("https://shop.mygame.example"), bound));
    assertAccepted(verify(accesses().anyResource(), bound));
    assertAccepted(verify(accesses(), access().audience(CLIENT))); // as a trigger may add it
  }

  @Test
  void refusesMachinesUnlessAllowed() {
    TestToken machine = machineToken(issuer, clock);

    assertVerdict("CLAIM(username)", verify(accesses(), machine));
    assertAccepted(verify(accesses().allowingMachineTokens(), machine));
    assertAccepted(verify(accesses().allowingMachineTokens(), access()));
    assertVerdict("CLAIM(username)", verify(accesses(), access().claim("username", "")));
    assertVerdict("CLAIM(username)", verify(accesses(), access().claim("username", null)));
    assertVerdict("CLAIM(username)", verify(accesses(), access().claim("username", 7)));
  }

  // Stage 9: groups, scopes, further policies.

  @Test
  void wantsAnyOrAllOfTheGroups() {
    assertAccepted(verify(ids().groupsAnyOf("players", "testers"), id()));
    assertVerdict("CLAIM(cognito:groups)", verify(ids().groupsAnyOf("testers", "Players"), id()));
    assertAccepted(verify(accesses().groupsAllOf("players", "admins"), access()));
    assertVerdict(
        "CLAIM(cognito:groups)", verify(accesses().groupsAllOf("players", "testers"), access()));
    assertVerdict(
        "CLAIM(cognito:groups)", verify(ids().groupsAnyOf("admins").groupsAnyOf("testers"), id()));
    for (Object groups : List.of("players", List.of("players", 1), Map.of("players", 1))) {
      assertVerdict(
          "CLAIM(cognito:groups)",
          verify(ids().groupsAnyOf("players"), id().claim("cognito:groups", groups)));
    }
    assertVerdict(
        "CLAIM(cognito:groups)",
        verify(ids().groupsAnyOf("players"), id().without("cognito:groups")));
  }

  @Test
  void wantsAnyOrAllOfTheScopes() {
    assertAccepted(verify(accesses().scopesAnyOf("lobby/join", "lobby/host"), access()));
    assertVerdict("CLAIM(scope)", verify(accesses().scopesAnyOf("lobby/host"), access()));
    assertVerdict("CLAIM(scope)", verify(accesses().scopesAnyOf("lobby"), access()));
    assertVerdict(
        "CLAIM(scope)", verify(accesses().scopesAllOf("lobby/join", "lobby/host"), access()));
    assertAccepted(
        verify(accesses().scopesAllOf("lobby/join", "aws.cognito.signin.user.admin"), access()));
    assertVerdict(
        "CLAIM(scope)",
        verify(
            CognitoIssuer.of(POOL).anyTokenUse().client(CLIENT).scopesAnyOf("lobby/join"), id()));
  }

  @Test
  void asksFurtherPolicies() { // customJwtCheck
    CognitoIssuerBuilder ranked = ids().require(ExactClaim.text("custom:rank", "7"));

    assertAccepted(verify(ranked, id()));
    assertVerdict("CLAIM(custom:rank)", verify(ranked, id().claim("custom:rank", "6")));
  }

  // Of the rest that the library says.

  @Test
  void refusesTokensWithoutASubject() { // H7
    assertVerdict("CLAIM(sub)", verify(ids(), id().without("sub")));
    assertVerdict("CLAIM(sub)", verify(ids(), id().subject("")));
  }

  @Test
  void refusesWithdrawnKeys() { // J15
    String jwks = issuer.jwks();
    String thumbprint = issuer.kid();
    CognitoIssuerBuilder pool = ids().originalIssuerOnly().withdrawnKey(thumbprint);

    PoolTokens.assertComplaint(
        "seed: no usable key (expected: at least 1)",
        () -> TokenVerifier.trusting(clock, pool.seedKeys(jwks).build().trustedIssuers()));
  }
}
