// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.signed.SignedFixture.IDENTITY_POOL;
import static io.github.gameauth.cognito.signed.SignedFixture.done;
import static io.github.gameauth.cognito.signed.SignedFixture.error;
import static io.github.gameauth.cognito.signed.SignedFixture.refused;
import static io.github.gameauth.cognito.signed.SignedFixture.tree;
import static io.github.gameauth.cognito.signed.SignedFixture.undecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.identitypool.IdentityId;
import io.github.gameauth.cognito.identitypool.Login;
import io.github.gameauth.cognito.identitypool.LoginProvider;
import io.github.gameauth.cognito.identitypool.OpenIdToken;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeveloperIdentitiesTest {
  private static final String PREFIX = "AWSCognitoIdentityService.";
  private static final String POOL = "'IdentityPoolId':'" + IDENTITY_POOL + "'";
  private static final IdentityId IDENTITY = IdentityId.of("eu-west-1:aa-bb");

  private final SignedFixture service = new SignedFixture();
  private final DeveloperIdentities identities = service.identities().build();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void vouchesForAPlayer() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb','Token':'a.b.c'}");

    OpenIdToken token = done(identities.token("player-17", TokenRequest.DEFAULT));

    assertEquals(new OpenIdToken(IDENTITY, Secret.of("a.b.c")), token);
    assertEquals(
        tree("{" + POOL + ",'Logins':{'login.mygame':'player-17'},'TokenDuration':900}"),
        service.onlyRequest(PREFIX + "GetOpenIdTokenForDeveloperIdentity"));
  }

  @Test
  void linksAPlayerToAnIdentityAndOtherLogins() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb','Token':'a.b.c'}");

    done(
        identities.token(
            "player-17",
            TokenRequest.DEFAULT
                .identity(IDENTITY)
                .logins(List.of(Login.google(Secret.of("g"))))
                .principalTags(Map.of("rank", "gold"))
                .life(Duration.ofHours(24))));

    assertEquals(
        tree(
            "{"
                + POOL
                + ",'IdentityId':'eu-west-1:aa-bb',"
                + "'Logins':{'login.mygame':'player-17','accounts.google.com':'g'},"
                + "'PrincipalTags':{'rank':'gold'},'TokenDuration':86400}"),
        service.onlyRequest(PREFIX + "GetOpenIdTokenForDeveloperIdentity"));
  }

  @Test
  void looksUpTheIdentityOfAPlayer() {
    service.answer(
        "{'IdentityId':'eu-west-1:aa-bb',"
            + "'DeveloperUserIdentifierList':['player-17','player-18'],'NextToken':'n-1'}");

    assertEquals(
        new DeveloperIdentities.Found(
            IDENTITY, List.of("player-17", "player-18"), Optional.of("n-1")),
        done(identities.lookup(Lookup.of("player-17"))));

    assertEquals(
        tree("{" + POOL + ",'DeveloperUserIdentifier':'player-17','MaxResults':60}"),
        service.onlyRequest(PREFIX + "LookupDeveloperIdentity"));
  }

  @Test
  void looksUpWhetherNameAndIdentityBelongTogether() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb'}");

    assertEquals(
        new DeveloperIdentities.Found(IDENTITY, List.of(), Optional.empty()),
        done(identities.lookup(Lookup.of(IDENTITY, "player-17"))));

    assertEquals(
        tree(
            "{"
                + POOL
                + ",'IdentityId':'eu-west-1:aa-bb','DeveloperUserIdentifier':'player-17',"
                + "'MaxResults':60}"),
        service.onlyRequest(PREFIX + "LookupDeveloperIdentity"));
  }

  @Test
  void turnsThePage() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb'}");

    done(identities.lookup(Lookup.of(IDENTITY).next("n-1")));

    assertEquals(
        tree("{" + POOL + ",'IdentityId':'eu-west-1:aa-bb','MaxResults':60,'NextToken':'n-1'}"),
        service.onlyRequest(PREFIX + "LookupDeveloperIdentity"));
  }

  @Test
  void merges() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb'}");

    assertEquals(IDENTITY, done(identities.merge("player-18", "player-17")));

    assertEquals(
        tree(
            "{"
                + POOL
                + ",'DeveloperProviderName':'login.mygame',"
                + "'SourceUserIdentifier':'player-18','DestinationUserIdentifier':'player-17'}"),
        service.onlyRequest(PREFIX + "MergeDeveloperIdentities"));
  }

  @Test
  void unlinks() {
    service.answer("{}");

    assertEquals(Nothing.DONE, done(identities.unlink(IDENTITY, "player-17")));

    assertEquals(
        tree(
            "{"
                + POOL
                + ",'IdentityId':'eu-west-1:aa-bb','DeveloperProviderName':'login.mygame',"
                + "'DeveloperUserIdentifier':'player-17'}"),
        service.onlyRequest(PREFIX + "UnlinkDeveloperIdentity"));
  }

  @ParameterizedTest
  @CsvSource({
    "DeveloperUserAlreadyRegisteredException, CONFLICT",
    "ResourceConflictException, CONFLICT",
    "ResourceNotFoundException, NOT_FOUND"
  })
  void tellsRefusalsApart(String type, RefusalReason reason) {
    service.answer(error(type, ""));

    assertEquals(reason, refused(identities.token("player-17", TokenRequest.DEFAULT)).reason());
  }

  @Test
  void repeatsNothingThatChangesIdentitiesAfterALostAnswer() {
    service.answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

    assertEquals(Cause.OUTAGE, undecided(identities.merge("a", "b")).cause());
    assertEquals(Cause.OUTAGE, undecided(identities.unlink(IDENTITY, "a")).cause());
    assertEquals(2, service.upstream.requests());

    undecided(identities.lookup(Lookup.of("a")));
    undecided(identities.token("a", TokenRequest.DEFAULT));
    assertEquals(6, service.upstream.requests());
  }

  @Test
  void isUndecidedWhenSomethingIsMissing() {
    service.answer("{'IdentityId':'eu-west-1:aa-bb'}");
    undecided(identities.token("a", TokenRequest.DEFAULT));

    service.answer("{'Token':'a.b.c'}");
    undecided(identities.token("a", TokenRequest.DEFAULT));
    undecided(identities.merge("a", "b"));
    undecided(identities.lookup(Lookup.of("a")));
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    assertThrows(IllegalArgumentException.class, () -> identities.token("", TokenRequest.DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () -> identities.token("a".repeat(1025), TokenRequest.DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenRequest.DEFAULT.life(Duration.ofHours(24).plusSeconds(1)));
    assertThrows(
        IllegalArgumentException.class, () -> TokenRequest.DEFAULT.life(Duration.ofMillis(999)));
    TokenRequest twice =
        TokenRequest.DEFAULT.logins(
            List.of(new Login(new LoginProvider("login.mygame"), Secret.of("x"))));
    assertThrows(IllegalArgumentException.class, () -> identities.token("a", twice));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Lookup(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> DeveloperIdentities.builder(IDENTITY_POOL, "my game"));
    ServiceEndpoint userPools = ServiceEndpoint.userPools(AwsRegion.of("eu-west-1"));
    assertThrows(IllegalArgumentException.class, () -> service.identities().endpoint(userPools));
    DeveloperIdentities.Builder empty =
        DeveloperIdentities.builder(IDENTITY_POOL, "login.mygame").http(service.http);
    assertThrows(IllegalStateException.class, empty::build);
    assertEquals(0, service.upstream.requests());
  }
}
