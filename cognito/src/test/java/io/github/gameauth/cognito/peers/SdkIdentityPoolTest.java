// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.cognito.testing.TestIdentityPool;
import io.github.gameauth.cognito.testing.TestIdentitySettings;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceConflictException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceNotFoundException;

/** The identity pool, driven by AWS's Java client. */
final class SdkIdentityPoolTest {
  private static final String FACEBOOK = "graph.facebook.com";
  private static final String OWN = "cognito-identity.amazonaws.com";

  private final TestUserPool users = TestUserPool.start();
  private final TestPoolUser zoe = users.addUser("zoe", "Correct-Horse-7!");
  private final TestIdentityPool pool =
      TestIdentityPool.start(
          TestIdentitySettings.named("eu-west-1:0d6a2a6e-0d0f-4f0e-9c79-3a3a2b1c0d9e")
              .trusting(users)
              .login(FACEBOOK, "fb-token", "fb-17")
              .login(FACEBOOK, "fb-other", "fb-18")
              .guests()
              .basicFlow());
  private final CognitoIdentityClient player = with(AnonymousCredentialsProvider.create());
  private final CognitoIdentityClient operator =
      with(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create("AKIDTEST", "test-secret-key")));
  private final String userPool = users.issuer().substring("https://".length());

  private CognitoIdentityClient with(AwsCredentialsProvider credentials) {
    return CognitoIdentityClient.builder()
        .endpointOverride(pool.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(each -> each.retryPolicy(RetryPolicy.none()))
        .build();
  }

  @AfterEach
  void close() {
    player.close();
    operator.close();
    pool.close();
    users.close();
  }

  private String id(Map<String, String> logins) {
    return player.getId(each -> each.identityPoolId(pool.poolId()).logins(logins)).identityId();
  }

  private Credentials credentials(String id, Map<String, String> logins) {
    return player
        .getCredentialsForIdentity(each -> each.identityId(id).logins(logins))
        .credentials();
  }

  private static String refusal(Executable work) {
    return assertThrows(NotAuthorizedException.class, work).awsErrorDetails().errorMessage();
  }

  @Test
  void takesTokensOfTheUserPool() {
    Map<String, String> logins = Map.of(userPool, zoe.idToken());

    String id = id(logins);
    Credentials credentials = credentials(id, logins);

    assertEquals(id, id(logins));
    assertTrue(credentials.accessKeyId().startsWith("ASIA"));
    Duration life = Duration.between(pool.now(), credentials.expiration());
    assertTrue(life.compareTo(Duration.ofMinutes(59)) > 0);
  }

  @Test
  void refusesOtherTokens() {
    String access = zoe.accessTokenWithScopes("openid");
    String id = zoe.idToken();
    String good = id(Map.of(userPool, id));

    assertEquals(
        "Invalid login token. Missing a required claim: aud",
        refusal(() -> id(Map.of(userPool, access))));
    assertEquals(
        "Token is not from a supported provider of this identity pool.",
        refusal(() -> id(Map.of("cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other", id))));
    assertTrue(refusal(() -> credentials(good, Map.of())).startsWith("Logins don't match."));
    assertTrue(
        refusal(() -> credentials(good, Map.of(FACEBOOK, "fb-token")))
            .startsWith("Logins don't match."));
    pool.advanceClock(Duration.ofHours(2));
    assertEquals("Invalid login token. Token expired", refusal(() -> id(Map.of(userPool, id))));
    assertThrows(
        ResourceNotFoundException.class,
        () -> credentials("eu-west-1:0d6a2a6e-0d0f-4f0e-9c79-3a3a2b1c0d9f", Map.of()));
  }

  @Test
  void makesAGuestSomebodyByALogin() {
    String guest = id(Map.of());
    credentials(guest, Map.of());

    credentials(guest, Map.of(FACEBOOK, "fb-token"));

    assertEquals(guest, id(Map.of(FACEBOOK, "fb-token")));
    assertNotEquals(guest, id(Map.of()));
    assertTrue(refusal(() -> credentials(guest, Map.of())).startsWith("Logins don't match."));
  }

  @Test
  void linksLoginsAndSeesConflicts() {
    String first = id(Map.of(FACEBOOK, "fb-token"));
    String second = id(Map.of(FACEBOOK, "fb-other"));
    String token = zoe.idToken();

    assertEquals(first, id(Map.of(FACEBOOK, "fb-token", userPool, token)));
    assertThrows(
        ResourceConflictException.class,
        () -> credentials(second, Map.of(FACEBOOK, "fb-other", userPool, token)));
    player.unlinkIdentity(
        each -> each.identityId(first).logins(Map.of(userPool, token)).loginsToRemove(userPool));
    assertNotEquals(first, id(Map.of(userPool, token)));
  }

  @Test
  void vouchesForDevelopersOwnPlayers() {
    var made =
        operator.getOpenIdTokenForDeveloperIdentity(
            each -> each.identityPoolId(pool.poolId()).logins(Map.of("login.mygame", "player-17")));

    credentials(made.identityId(), Map.of(OWN, made.token()));
    var found =
        operator.lookupDeveloperIdentity(
            each -> each.identityPoolId(pool.poolId()).developerUserIdentifier("player-17"));
    assertEquals(made.identityId(), found.identityId());
    String other = id(Map.of(FACEBOOK, "fb-token"));
    assertEquals(
        "Access to Identity '" + other + "' is forbidden.",
        refusal(() -> credentials(other, Map.of(OWN, made.token()))));
    pool.advanceClock(Duration.ofMinutes(4));
    operator.unlinkDeveloperIdentity(
        each ->
            each.identityPoolId(pool.poolId())
                .identityId(made.identityId())
                .developerProviderName("login.mygame")
                .developerUserIdentifier("player-17"));
    assertThrows(
        ResourceNotFoundException.class,
        () ->
            operator.lookupDeveloperIdentity(
                each -> each.identityPoolId(pool.poolId()).developerUserIdentifier("player-17")));
  }

  @Test
  void mergesTwoPlayersOfOne() {
    for (String user : new String[] {"one", "two"}) {
      operator.getOpenIdTokenForDeveloperIdentity(
          each -> each.identityPoolId(pool.poolId()).logins(Map.of("login.mygame", user)));
    }

    String merged =
        operator
            .mergeDeveloperIdentities(
                each ->
                    each.identityPoolId(pool.poolId())
                        .developerProviderName("login.mygame")
                        .sourceUserIdentifier("one")
                        .destinationUserIdentifier("two"))
            .identityId();

    assertEquals(
        2,
        operator
            .lookupDeveloperIdentity(each -> each.identityPoolId(pool.poolId()).identityId(merged))
            .developerUserIdentifierList()
            .size());
  }

  @Test
  void goesTheBasicWay() throws Exception {
    Map<String, String> logins = Map.of(FACEBOOK, "fb-token");
    String id = id(logins);
    String token = player.getOpenIdToken(each -> each.identityId(id).logins(logins)).token();

    SignedJWT read = SignedJWT.parse(token);
    JWKSet keys = JWKSet.load(pool.jwksUri().toURL());
    assertTrue(
        read.verify(
            new RSASSAVerifier(keys.getKeyByKeyId(read.getHeader().getKeyID()).toRSAKey())));
    assertEquals("authenticated", read.getJWTClaimsSet().getStringListClaim("amr").get(0));
    assertTrue(assumed(pool.stsEndpoint(), token).contains("<SecretAccessKey>"));
    pool.advanceClock(Duration.ofMinutes(10));
    assertTrue(assumed(pool.stsEndpoint(), token).contains("<Code>InvalidIdentityToken</Code>"));
  }

  private static String assumed(URI sts, String token) throws Exception {
    String form =
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=player"
            + "&RoleArn="
            + URLEncoder.encode("arn:aws:iam::123456789012:role/player", StandardCharsets.UTF_8)
            + "&WebIdentityToken="
            + token;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(sts)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
