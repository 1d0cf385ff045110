// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.signed.SignedFixture.done;
import static io.github.gameauth.cognito.signed.SignedFixture.error;
import static io.github.gameauth.cognito.signed.SignedFixture.refused;
import static io.github.gameauth.cognito.signed.SignedFixture.tree;
import static io.github.gameauth.cognito.signed.SignedFixture.undecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.signed.NewUser.Invitation;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserPoolAdminTest {
  private static final String PREFIX = "AWSCognitoIdentityProviderService.";
  private static final String CREATED =
      "{'User':{'Username':'zoe','Attributes':[{'Name':'sub','Value':'s-1'}],"
          + "'UserCreateDate':1.715052180417E9,'UserLastModifiedDate':1715052181,"
          + "'Enabled':true,'UserStatus':'FORCE_CHANGE_PASSWORD'}}";

  private final SignedFixture service = new SignedFixture();
  private final UserPoolAdmin admin = service.admin().build();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void makesAUserWhoIsNotTold() {
    service.answer(CREATED);

    PoolUser user = done(admin.create(NewUser.named("zoe")));

    assertEquals(
        new PoolUser(
            "zoe",
            Map.of("sub", "s-1"),
            true,
            "FORCE_CHANGE_PASSWORD",
            Optional.of(Instant.parse("2024-05-07T03:23:00.417Z")),
            Optional.of(Instant.parse("2024-05-07T03:23:01Z")),
            Optional.empty(),
            List.of()),
        user);
    assertEquals(Optional.of("s-1"), user.subject());
    assertEquals(
        tree("{'UserPoolId':'eu-west-1_AbC','Username':'zoe','MessageAction':'SUPPRESS'}"),
        service.onlyRequest(PREFIX + "AdminCreateUser"));
  }

  @Test
  void makesAUserWithEverything() {
    service.answer(CREATED);

    done(
        admin.create(
            NewUser.named("zoe")
                .attributes(Map.of("email", "zoe@mygame.example"))
                .temporaryPassword(Secret.of("Pass-1"))
                .invitation(Invitation.EMAIL_AND_SMS)
                .takingAliasOver()
                .metadata(Map.of("from", "steam"))));

    assertEquals(
        tree(
            "{'UserPoolId':'eu-west-1_AbC','Username':'zoe',"
                + "'UserAttributes':[{'Name':'email','Value':'zoe@mygame.example'}],"
                + "'TemporaryPassword':'Pass-1','ForceAliasCreation':true,"
                + "'DesiredDeliveryMediums':['EMAIL','SMS'],'ClientMetadata':{'from':'steam'}}"),
        service.onlyRequest(PREFIX + "AdminCreateUser"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE | 'MessageAction':'SUPPRESS'",
        "EMAIL | 'DesiredDeliveryMediums':['EMAIL']",
        "SMS | 'DesiredDeliveryMediums':['SMS']",
        "EMAIL_AGAIN | 'MessageAction':'RESEND','DesiredDeliveryMediums':['EMAIL']",
        "SMS_AGAIN | 'MessageAction':'RESEND','DesiredDeliveryMediums':['SMS']"
      },
      quoteCharacter = '"')
  void tellsTheUserAsSaid(Invitation invitation, String members) {
    service.answer(CREATED);

    done(admin.create(NewUser.named("zoe").invitation(invitation)));

    assertEquals(
        tree("{'UserPoolId':'eu-west-1_AbC','Username':'zoe'," + members + "}"),
        service.onlyRequest(PREFIX + "AdminCreateUser"));
  }

  @Test
  void looksAUserUp() {
    service.answer(
        "{'Username':'zoe','UserAttributes':[{'Name':'sub','Value':'s-1'},{'Name':'nickname'}],"
            + "'Enabled':false,'UserStatus':'CONFIRMED','PreferredMfaSetting':'SMS_MFA',"
            + "'UserMFASettingList':['SMS_MFA','SOFTWARE_TOKEN_MFA'],'Future':{}}");

    assertEquals(
        new PoolUser(
            "zoe",
            Map.of("sub", "s-1", "nickname", ""),
            false,
            "CONFIRMED",
            Optional.empty(),
            Optional.empty(),
            Optional.of("SMS_MFA"),
            List.of("SMS_MFA", "SOFTWARE_TOKEN_MFA")),
        done(admin.user("zoe")));
    assertEquals(
        tree("{'UserPoolId':'eu-west-1_AbC','Username':'zoe'}"),
        service.onlyRequest(PREFIX + "AdminGetUser"));
  }

  @Test
  void takesAUserOfWhomNothingIsSaidForNoAnswer() {
    service.answer("{'Username':'zoe','UserStatus':'CONFIRMED'}");

    undecided(admin.user("zoe"));
    undecided(admin.create(NewUser.named("zoe")));
  }

  @Test
  void linksALoginElsewhere() {
    service.answer("{}");

    assertEquals(Nothing.DONE, done(admin.link("zoe", "MyGame", "player-17")));

    assertEquals(
        tree(
            "{'UserPoolId':'eu-west-1_AbC',"
                + "'DestinationUser':{'ProviderName':'Cognito','ProviderAttributeValue':'zoe'},"
                + "'SourceUser':{'ProviderName':'MyGame',"
                + "'ProviderAttributeName':'Cognito_Subject',"
                + "'ProviderAttributeValue':'player-17'}}"),
        service.onlyRequest(PREFIX + "AdminLinkProviderForUser"));
  }

  @Test
  void linksBySomeOtherAttribute() {
    service.answer("{}");

    done(admin.link("zoe", "Studio", "mail", "zoe@mygame.example"));

    assertEquals(
        "mail",
        service
            .onlyRequest(PREFIX + "AdminLinkProviderForUser")
            .at("/SourceUser/ProviderAttributeName")
            .textValue());
  }

  @ParameterizedTest
  @CsvSource({"AdminUserGlobalSignOut", "AdminDisableUser", "AdminEnableUser"})
  void carriesABanOut(String operation) {
    service.answer("{}");

    assertEquals(
        Nothing.DONE,
        done(
            switch (operation) {
              case "AdminUserGlobalSignOut" -> admin.signOut("zoe");
              case "AdminDisableUser" -> admin.disable("zoe");
              default -> admin.enable("zoe");
            }));

    assertEquals(
        tree("{'UserPoolId':'eu-west-1_AbC','Username':'zoe'}"),
        service.onlyRequest(PREFIX + operation));
  }

  @ParameterizedTest
  @CsvSource({
    "UserNotFoundException, USER_NOT_FOUND",
    "UsernameExistsException, USER_EXISTS",
    "ResourceNotFoundException, NOT_FOUND",
    "UnsupportedUserStateException, OTHER",
    "CodeDeliveryFailureException, DELIVERY_FAILED"
  })
  void tellsRefusalsApart(String type, RefusalReason reason) {
    service.answer(error(type, ""));

    assertEquals(reason, refused(admin.create(NewUser.named("zoe"))).reason());
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void repeatsABanAndNothingThatMakesUsers() {
    service.answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

    undecided(admin.create(NewUser.named("zoe")));
    undecided(admin.link("zoe", "MyGame", "player-17"));
    assertEquals(2, service.upstream.requests());

    undecided(admin.signOut("zoe"));
    undecided(admin.disable("zoe"));
    undecided(admin.enable("zoe"));
    undecided(admin.user("zoe"));
    assertEquals(10, service.upstream.requests());
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    assertThrows(IllegalArgumentException.class, () -> admin.disable(""));
    assertThrows(IllegalArgumentException.class, () -> admin.link("", "a", "b"));
    assertThrows(IllegalArgumentException.class, () -> NewUser.named("a".repeat(129)));
    ServiceEndpoint other = ServiceEndpoint.identityPools(AwsRegion.of("eu-west-1"));
    assertThrows(IllegalArgumentException.class, () -> service.admin().endpoint(other));
    UserPoolAdmin.Builder empty =
        UserPoolAdmin.builder(SignedFixture.USER_POOL).keys(() -> SignedFixture.KEYS);
    assertThrows(IllegalStateException.class, empty::build);
    UserPoolAdmin.Builder keyless =
        UserPoolAdmin.builder(SignedFixture.USER_POOL).http(service.http);
    assertThrows(IllegalStateException.class, keyless::build);
    assertEquals(0, service.upstream.requests());
  }

  @Test
  void showsNeitherPasswordsNorAttributes() {
    NewUser user =
        NewUser.named("zoe")
            .attributes(Map.of("email", "hidden"))
            .temporaryPassword(Secret.of("hidden"));
    service.answer(CREATED.replace("s-1", "hidden"));

    assertFalse((user + "" + done(admin.create(user))).contains("hidden"));
  }
}
