// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.identitypool.PoolFixture.IDENTITY;
import static io.github.gameauth.cognito.identitypool.PoolFixture.OTHER;
import static io.github.gameauth.cognito.identitypool.PoolFixture.POOL;
import static io.github.gameauth.cognito.identitypool.PoolFixture.done;
import static io.github.gameauth.cognito.identitypool.PoolFixture.error;
import static io.github.gameauth.cognito.identitypool.PoolFixture.refused;
import static io.github.gameauth.cognito.identitypool.PoolFixture.tree;
import static io.github.gameauth.cognito.identitypool.PoolFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityPoolTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/players";
  private static final Logins LOGINS =
      Logins.of(
          Login.google(Secret.of("g-token")),
          Login.userPool(UserPoolId.of("eu-west-1_AbC"), Secret.of("id-token")));

  private final PoolFixture service = new PoolFixture();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void asksForTheIdentityOfLogins() {
    service.identity(IDENTITY);

    assertEquals(IDENTITY, done(service.pool.identity(LOGINS)));

    assertEquals(
        tree(
            "{'IdentityPoolId':'"
                + POOL
                + "','Logins':{'accounts.google.com':'g-token',"
                + "'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC':'id-token'}}"),
        service.onlyRequest("GetId"));
  }

  @Test
  void leavesLoginsOutForAGuest() {
    service.identity(IDENTITY);

    assertEquals(IDENTITY, done(service.pool.identity(Logins.guest())));

    assertEquals(tree("{'IdentityPoolId':'" + POOL + "'}"), service.onlyRequest("GetId"));
  }

  @Test
  void namesTheAccountIfItIsTold() {
    service.identity(IDENTITY);

    done(service.builder().accountId("123456789012").build().identity(Logins.guest()));

    assertEquals(
        tree("{'AccountId':'123456789012','IdentityPoolId':'" + POOL + "'}"),
        service.onlyRequest("GetId"));
  }

  @Test
  void getsCredentialsInTheRoleThatThePoolPicks() {
    service.credentials(OTHER, "ASIA1", "1.715052180417E9");

    PlayerCredentials credentials = done(service.pool.credentials(IDENTITY, LOGINS));

    assertEquals(
        new PlayerCredentials(
            OTHER,
            "ASIA1",
            Secret.of("s-1"),
            Secret.of("t-1"),
            Instant.parse("2024-05-07T03:23:00.417Z")),
        credentials);
    assertEquals(
        tree(
            "{'IdentityId':'"
                + IDENTITY
                + "','Logins':{'accounts.google.com':'g-token',"
                + "'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC':'id-token'}}"),
        service.onlyRequest("GetCredentialsForIdentity"));
  }

  @Test
  void getsCredentialsOfAGuest() {
    service.credentials(IDENTITY, "ASIA1", "1715052180");

    done(service.pool.credentials(IDENTITY, Logins.guest()));

    assertEquals(
        tree("{'IdentityId':'" + IDENTITY + "'}"),
        service.onlyRequest("GetCredentialsForIdentity"));
  }

  @Test
  void getsCredentialsInARoleThatIsSaid() {
    service.credentials(IDENTITY, "ASIA1", "1715052180");

    done(service.pool.credentials(IDENTITY, Logins.guest(), ROLE));

    assertEquals(
        tree("{'IdentityId':'" + IDENTITY + "','CustomRoleArn':'" + ROLE + "'}"),
        service.onlyRequest("GetCredentialsForIdentity"));
  }

  @Test
  void getsAnOpenIdToken() {
    service.answer(
        "GetOpenIdToken", json("{\"IdentityId\":\"" + OTHER + "\",\"Token\":\"a.b.c\"}"));

    OpenIdToken token = done(service.pool.openIdToken(IDENTITY, Logins.guest()));

    assertEquals(new OpenIdToken(OTHER, Secret.of("a.b.c")), token);
    assertEquals(tree("{'IdentityId':'" + IDENTITY + "'}"), service.onlyRequest("GetOpenIdToken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void unlinksLogins(String body) {
    service.answer("UnlinkIdentity", aResponse().withStatus(200).withBody(body));

    assertEquals(
        Nothing.DONE, done(service.pool.unlink(IDENTITY, LOGINS, Set.of(LoginProvider.GOOGLE))));

    assertEquals(
        tree(
            "{'IdentityId':'"
                + IDENTITY
                + "','Logins':{'accounts.google.com':'g-token',"
                + "'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC':'id-token'},"
                + "'LoginsToRemove':['accounts.google.com']}"),
        service.onlyRequest("UnlinkIdentity"));
  }

  @Test
  void unlinksOnlyWhatIsAmongTheLogins() {
    Set<LoginProvider> apple = Set.of(LoginProvider.APPLE);
    Set<LoginProvider> none = Set.of();

    assertThrows(
        IllegalArgumentException.class, () -> service.pool.unlink(IDENTITY, LOGINS, apple));
    assertThrows(IllegalArgumentException.class, () -> service.pool.unlink(IDENTITY, LOGINS, none));
    assertEquals(0, service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NotAuthorizedException | Token is not from a supported provider of this identity pool. | MISCONFIGURED",
        "NotAuthorizedException | Logins don't match. Please include at least one valid login for this identity or identity pool. | LOGINS_DO_NOT_MATCH",
        "NotAuthorizedException | Invalid login token. Missing a required claim: aud | INVALID_REQUEST",
        "NotAuthorizedException | Invalid login token. Token expired: 1715052180 >= 1715000000 | LOGIN_TOKEN_EXPIRED",
        "NotAuthorizedException | Invalid login token. Issuer doesn't match providerName | INVALID_REQUEST",
        "NotAuthorizedException | Unauthenticated access is not supported for this identity pool. | UNSUPPORTED",
        "NotAuthorizedException | Access to Identity 'eu-west-1:a' is forbidden. | LOGINS_DO_NOT_MATCH",
        "NotAuthorizedException | Something new | OTHER",
        "ResourceNotFoundException | IdentityPool 'eu-west-1:a' not found. | NOT_FOUND",
        "ResourceConflictException | Logins already linked to another identity | CONFLICT",
        "InvalidIdentityPoolConfigurationException | Invalid identity pool configuration. Check assigned IAM roles for this pool. | MISCONFIGURED",
        "InvalidParameterException | 1 validation error detected | INVALID_REQUEST",
        "LimitExceededException | | LIMIT_EXCEEDED",
      })
  void tellsRefusalsApart(String type, String message, RefusalReason reason) {
    service.answer("GetId", error(type, message == null ? "" : message));

    assertEquals(reason, refused(service.pool.identity(LOGINS)).reason());
    assertEquals(1, service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "ExternalServiceException, OUTAGE",
    "InternalErrorException, OUTAGE",
    "ConcurrentModificationException, OUTAGE",
    "TooManyRequestsException, THROTTLED"
  })
  void neverTakesAnOutageForARefusal(String type, Cause cause) {
    service.answer("GetCredentialsForIdentity", error(type, ""));

    assertEquals(cause, undecided(service.pool.credentials(IDENTITY, LOGINS)).cause());
    assertEquals(2, service.upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'IdentityId':'eu-west-1:a'}",
        "{'IdentityId':7,'Credentials':{}}",
        "{'IdentityId':'eu-west-1:a','Credentials':{'AccessKeyId':'A','SecretKey':'S',"
            + "'SessionToken':'T'}}",
        "{'IdentityId':'eu-west-1:a','Credentials':{'AccessKeyId':'A','SecretKey':'S',"
            + "'SessionToken':'T','Expiration':'soon'}}",
        "{'IdentityId':'eu-west-1:a','Credentials':{'AccessKeyId':'A','SecretAccessKey':'S',"
            + "'SessionToken':'T','Expiration':1}}",
        "{'IdentityId':'a','Credentials':{'AccessKeyId':'A','SecretKey':'S',"
            + "'SessionToken':'T','Expiration':1}}"
      })
  void takesAnAnswerThatLacksSomethingForNone(String body) {
    service.answer("GetCredentialsForIdentity", json(body.replace('\'', '"')));
    service.answer("GetId", json("{\"IdentityId\":\"\"}"));
    service.answer("GetOpenIdToken", json("{\"IdentityId\":\"" + IDENTITY + "\"}"));

    assertEquals(Cause.OUTAGE, undecided(service.pool.credentials(IDENTITY, LOGINS)).cause());
    assertEquals(Cause.OUTAGE, undecided(service.pool.identity(LOGINS)).cause());
    assertEquals(Cause.OUTAGE, undecided(service.pool.openIdToken(IDENTITY, LOGINS)).cause());
  }

  @Test
  void repeatsReadingAfterALostAnswerAndUnlinkingNever() {
    service.answer("GetId", aResponse().withFault(Fault.EMPTY_RESPONSE));
    service.answer("GetOpenIdToken", aResponse().withFault(Fault.EMPTY_RESPONSE));
    service.answer("UnlinkIdentity", aResponse().withFault(Fault.EMPTY_RESPONSE));

    undecided(service.pool.identity(LOGINS));
    undecided(service.pool.openIdToken(IDENTITY, LOGINS));
    undecided(service.pool.unlink(IDENTITY, LOGINS, Set.of(LoginProvider.GOOGLE)));

    assertEquals(2, service.requests("GetId"));
    assertEquals(2, service.requests("GetOpenIdToken"));
    assertEquals(1, service.requests("UnlinkIdentity"));
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    IdentityPool.Builder builder = IdentityPool.builder(POOL);

    assertThrows(IllegalStateException.class, builder::build);
    assertThrows(IllegalArgumentException.class, () -> builder.accountId("12345678901"));
    ServiceEndpoint userPools = ServiceEndpoint.userPools(AwsRegion.of("eu-west-1"));
    assertThrows(IllegalArgumentException.class, () -> builder.endpoint(userPools));
    assertThrows(
        IllegalArgumentException.class,
        () -> service.pool.credentials(IDENTITY, LOGINS, "arn:aws:iam::1:user/x"));
  }

  @Test
  void showsNoSecret() {
    PlayerCredentials credentials =
        new PlayerCredentials(
            IDENTITY, "AKEY", Secret.of("skey"), Secret.of("stoken"), Instant.EPOCH);
    String shown =
        ""
            + credentials
            + LOGINS
            + LOGINS.list()
            + new OpenIdToken(IDENTITY, Secret.of("otoken"))
            + service.pool;

    assertFalse(shown.matches("(?s).*(skey|stoken|otoken|g-token|id-token).*"), shown);
  }
}
