// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.OperationsFixture.ACCESS;
import static io.github.gameauth.cognito.userpool.OperationsFixture.done;
import static io.github.gameauth.cognito.userpool.OperationsFixture.refused;
import static io.github.gameauth.cognito.userpool.OperationsFixture.undecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations that carry an access token: each request, field by field. */
final class UserOperationsTest {
  private static final String DELIVERY =
      "{'Destination':'z***@m***','DeliveryMedium':'EMAIL','AttributeName':'email'}";
  private static final CodeDelivery SENT =
      new CodeDelivery(Optional.of("z***@m***"), Optional.of("EMAIL"), Optional.of("email"));

  private final OperationsFixture service = new OperationsFixture();
  private final UserAccount account = service.pool.account(ACCESS);
  private final UserAccount told = service.secretPool.account(ACCESS);
  private final Devices devices = service.secretPool.devices(ACCESS);

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void getsTheProfile() {
    service.answer(
        "{'Username':'zoe','UserAttributes':[{'Name':'sub','Value':'s-1'},"
            + "{'Name':'email_verified','Value':'true'},{'Name':'nickname'}],"
            + "'PreferredMfaSetting':'SOFTWARE_TOKEN_MFA',"
            + "'UserMFASettingList':['SOFTWARE_TOKEN_MFA'],'MFAOptions':[]}");

    UserProfile profile = done(told.profile());

    assertEquals(
        new UserProfile(
            "zoe",
            Map.of("sub", "s-1", "email_verified", "true", "nickname", ""),
            Optional.of("SOFTWARE_TOKEN_MFA"),
            List.of("SOFTWARE_TOKEN_MFA")),
        profile);
    assertEquals(Optional.of("s-1"), profile.subject());
    assertFalse(profile.toString().contains("s-1"));
    service.assertRequest("GetUser", "{'AccessToken':'access-1'}");

    service.answer("{'UserAttributes':[]}");
    assertEquals(Cause.OUTAGE, undecided(account.profile()).cause());
  }

  @Test
  void getsTheFactors() {
    service.answer(
        "{'Username':'zoe','PreferredMfaSetting':'SMS_MFA','UserMFASettingList':['SMS_MFA'],"
            + "'ConfiguredUserAuthFactors':['PASSWORD','EMAIL_OTP']}");

    assertEquals(
        new AuthFactors(
            List.of("PASSWORD", "EMAIL_OTP"), List.of("SMS_MFA"), Optional.of("SMS_MFA")),
        done(told.factors()));
    service.assertRequest("GetUserAuthFactors", "{'AccessToken':'access-1'}");
  }

  @Test
  void updatesAttributes() {
    service.answer("{'CodeDeliveryDetailsList':[" + DELIVERY + "]}");

    assertEquals(List.of(SENT), done(account.update(Map.of("email", "zoe@mygame.example"))));
    String plain =
        "'AccessToken':'access-1',"
            + "'UserAttributes':[{'Name':'email','Value':'zoe@mygame.example'}]";
    service.assertRequest("UpdateUserAttributes", "{" + plain + "}");

    service.answer("{}");
    assertEquals(List.of(), done(told.update(Map.of("email", "zoe@mygame.example"))));
    service.assertRequest("UpdateUserAttributes", "{" + plain + ",'ClientMetadata':{'world':'7'}}");
  }

  @Test
  void deletesAttributes() {
    service.answer("");

    assertEquals(Nothing.DONE, done(told.deleteAttributes(List.of("nickname", "custom:rank"))));
    service.assertRequest(
        "DeleteUserAttributes",
        "{'AccessToken':'access-1','UserAttributeNames':['nickname','custom:rank']}");
  }

  @Test
  void changesNothingWithoutAttributes() {
    Map<String, String> none = Map.of();
    List<String> noNames = List.of();

    assertThrows(IllegalArgumentException.class, () -> account.update(none));
    assertThrows(IllegalArgumentException.class, () -> account.deleteAttributes(noNames));
    assertEquals(0, service.upstream.requests());
  }

  @Test
  void verifiesAnAddress() {
    service.answer("{'CodeDeliveryDetails':" + DELIVERY + "}");
    assertEquals(SENT, done(account.sendCode("email")));
    service.assertRequest(
        "GetUserAttributeVerificationCode", "{'AccessToken':'access-1','AttributeName':'email'}");

    done(told.sendCode("email"));
    service.assertRequest(
        "GetUserAttributeVerificationCode",
        "{'AccessToken':'access-1','AttributeName':'email','ClientMetadata':{'world':'7'}}");

    service.answer("{}");
    assertEquals(Nothing.DONE, done(told.verify("email", "\t012345 ")));
    service.assertRequest(
        "VerifyUserAttribute",
        "{'AccessToken':'access-1','AttributeName':'email','Code':'012345'}");
  }

  @Test
  void changesThePassword() {
    service.answer("{}");

    assertEquals(Nothing.DONE, done(told.changePassword(Secret.of("old"), Secret.of("new"))));
    service.assertRequest(
        "ChangePassword",
        "{'AccessToken':'access-1','PreviousPassword':'old','ProposedPassword':'new'}");

    done(told.setFirstPassword(Secret.of("new")));
    service.assertRequest("ChangePassword", "{'AccessToken':'access-1','ProposedPassword':'new'}");
  }

  @Test
  void setsAnAuthenticatorUp() {
    service.answer("{'SecretCode':'JBSWY3DPEHPK3PXP'}");
    assertEquals(new TotpSetup(Secret.of("JBSWY3DPEHPK3PXP")), done(told.setUpTotp()));
    service.assertRequest("AssociateSoftwareToken", "{'AccessToken':'access-1'}");

    service.answer("{'Status':'SUCCESS'}");
    assertEquals(Nothing.DONE, done(told.confirmTotp(" 012345", Optional.of("my phone"))));
    service.assertRequest(
        "VerifySoftwareToken",
        "{'AccessToken':'access-1','UserCode':'012345','FriendlyDeviceName':'my phone'}");

    // Status 200, and all the same a no.
    service.answer("{'Status':'ERROR'}");
    assertEquals(
        RefusalReason.WRONG_CODE, refused(told.confirmTotp("012345", Optional.empty())).reason());
    service.assertRequest("VerifySoftwareToken", "{'AccessToken':'access-1','UserCode':'012345'}");
  }

  @Test
  void prefersSecondFactors() {
    service.answer("{}");

    assertEquals(
        Nothing.DONE,
        done(
            told.prefer(
                MfaPreference.preferring(MfaKind.SOFTWARE_TOKEN_MFA)
                    .and(MfaKind.SMS_MFA, false)
                    .and(MfaKind.EMAIL_OTP, true))));
    service.assertRequest(
        "SetUserMFAPreference",
        "{'AccessToken':'access-1',"
            + "'SMSMfaSettings':{'Enabled':false,'PreferredMfa':false},"
            + "'SoftwareTokenMfaSettings':{'Enabled':true,'PreferredMfa':true},"
            + "'EmailMfaSettings':{'Enabled':true,'PreferredMfa':false}}");

    done(told.prefer(MfaPreference.of(MfaKind.SMS_MFA, true)));
    service.assertRequest(
        "SetUserMFAPreference",
        "{'AccessToken':'access-1','SMSMfaSettings':{'Enabled':true,'PreferredMfa':false}}");
  }

  @Test
  void prefersNothingThatIsNotInUse() {
    MfaPreference sms = MfaPreference.preferring(MfaKind.SMS_MFA);
    Map<MfaKind, Boolean> none = Map.of();

    assertThrows(IllegalArgumentException.class, () -> sms.and(MfaKind.SMS_MFA, false));
    assertThrows(IllegalArgumentException.class, () -> new MfaPreference(none, Optional.empty()));
  }

  @Test
  void signsOutEverywhereAndDeletes() {
    service.answer("{}");
    assertEquals(Nothing.DONE, done(told.signOutEverywhere()));
    service.assertRequest("GlobalSignOut", "{'AccessToken':'access-1'}");

    service.answer("");
    assertEquals(Nothing.DONE, done(told.delete()));
    service.assertRequest("DeleteUser", "{'AccessToken':'access-1'}");
  }

  @Test
  void confirmsADevice() {
    service.answer("{'UserConfirmationNecessary':true}");

    Devices.Confirmed confirmed =
        done(devices.confirm("eu-west-1_d-1", "-g1", Optional.of("Zoë PC")));

    assertTrue(confirmed.playerMustAgree());
    assertEquals("eu-west-1_d-1", confirmed.credential().deviceKey());
    assertEquals("-g1", confirmed.credential().deviceGroupKey());
    assertEquals(
        40, Base64.getDecoder().decode(confirmed.credential().devicePassword().reveal()).length);
    var sent = OperationsFixture.tree(service.upstream.received().get(0).getBodyAsString());
    String salt = sent.at("/DeviceSecretVerifierConfig/Salt").textValue();
    String verifier = sent.at("/DeviceSecretVerifierConfig/PasswordVerifier").textValue();
    assertTrue(Base64.getDecoder().decode(verifier).length >= 380);
    service.assertRequest(
        "ConfirmDevice",
        "{'AccessToken':'access-1','DeviceKey':'eu-west-1_d-1','DeviceName':'Zoë PC',"
            + "'DeviceSecretVerifierConfig':{'PasswordVerifier':'"
            + verifier
            + "','Salt':'"
            + salt
            + "'}}");
  }

  @Test
  void remembersAndForgetsDevices() {
    service.answer("{}");
    String plain = "'AccessToken':'access-1','DeviceKey':'d-1'";

    assertEquals(Nothing.DONE, done(devices.remember("d-1")));
    service.assertRequest(
        "UpdateDeviceStatus", "{" + plain + ",'DeviceRememberedStatus':'remembered'}");

    assertEquals(Nothing.DONE, done(devices.stopRemembering("d-1")));
    service.assertRequest(
        "UpdateDeviceStatus", "{" + plain + ",'DeviceRememberedStatus':'not_remembered'}");

    service.answer("");
    assertEquals(Nothing.DONE, done(devices.forget("d-1")));
    service.assertRequest("ForgetDevice", "{" + plain + "}");
  }

  @Test
  void getsADevice() {
    service.answer(
        "{'Device':{'DeviceKey':'d-1','DeviceAttributes':["
            + "{'Name':'device_name','Value':'PC'}],'DeviceCreateDate':1.715052180417E9,"
            + "'DeviceLastModifiedDate':1715052181,'DeviceLastAuthenticatedDate':1715052182.5}}");

    PlayerDevice device = done(devices.get("d-1"));

    assertEquals(
        new PlayerDevice(
            "d-1",
            Map.of("device_name", "PC"),
            Optional.of(Instant.parse("2024-05-07T03:23:00.417Z")),
            Optional.of(Instant.parse("2024-05-07T03:23:01Z")),
            Optional.of(Instant.parse("2024-05-07T03:23:02.500Z"))),
        device);
    service.assertRequest("GetDevice", "{'AccessToken':'access-1','DeviceKey':'d-1'}");

    service.answer("{}");
    assertEquals(Cause.OUTAGE, undecided(devices.get("d-1")).cause());
  }

  @Test
  void listsDevicesPageByPage() {
    service.answer("{'Devices':[{'DeviceKey':'d-1'},{'DeviceKey':'d-2'}],'PaginationToken':'p-1'}");

    Devices.Page page = done(devices.list(60));

    assertEquals(List.of("d-1", "d-2"), page.devices().stream().map(PlayerDevice::key).toList());
    assertEquals(Optional.of("p-1"), page.next());
    service.assertRequest("ListDevices", "{'AccessToken':'access-1','Limit':60}");

    service.answer("{}");
    assertEquals(new Devices.Page(List.of(), Optional.empty()), done(devices.list(1, "p-1")));
    service.assertRequest(
        "ListDevices", "{'AccessToken':'access-1','Limit':1,'PaginationToken':'p-1'}");
    assertThrows(IllegalArgumentException.class, () -> devices.list(0));
    assertThrows(IllegalArgumentException.class, () -> devices.list(61));
  }

  @Test
  void repeatsAfterALostAnswerOnlyWhatMayBeDoneTwice() {
    service.loseAnswers();
    Secret secret = Secret.of("x");
    List<Supplier<CognitoAnswer<?>>> once =
        List.of(
            () -> account.update(Map.of("a", "b")),
            () -> account.deleteAttributes(List.of("a")),
            () -> account.sendCode("email"),
            () -> account.verify("email", "1"),
            () -> account.changePassword(secret, secret),
            () -> account.setFirstPassword(secret),
            () -> account.setUpTotp(),
            () -> account.confirmTotp("012345", Optional.empty()),
            () -> account.prefer(MfaPreference.of(MfaKind.SMS_MFA, true)),
            () -> account.delete(),
            () -> devices.confirm("d-1", "g-1", Optional.empty()),
            () -> devices.remember("d-1"),
            () -> devices.forget("d-1"));
    List<Supplier<CognitoAnswer<?>>> twice =
        List.of(
            () -> account.profile(),
            () -> account.factors(),
            () -> account.signOutEverywhere(),
            () -> devices.get("d-1"),
            () -> devices.list(1));

    once.forEach(each -> undecided(each.get()));
    assertEquals(once.size(), service.upstream.requests());
    twice.forEach(each -> undecided(each.get()));
    assertEquals(once.size() + 2 * twice.size(), service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "NotAuthorizedException, Access Token has been revoked, ACCESS_TOKEN",
    "NotAuthorizedException, Access Token does not have required scopes, SCOPE_MISSING",
    "NotAuthorizedException, A client attempted to write unauthorized attribute, MISCONFIGURED",
    "ResourceNotFoundException, Device does not exist., DEVICE_FORGOTTEN",
    "DeviceKeyExistsException, '', DEVICE_EXISTS",
    "EnableSoftwareTokenMFAException, '', WRONG_CODE",
    "SoftwareTokenMFANotFoundException, '', MFA_NOT_SET_UP"
  })
  void tellsRefusalsApart(String type, String message, RefusalReason reason) {
    service.refuse(type, message);

    assertEquals(reason, refused(account.profile()).reason());
    assertEquals(reason, refused(account.confirmTotp("1", Optional.empty())).reason());
    assertEquals(reason, refused(devices.confirm("d-1", "g-1", Optional.empty())).reason());
    assertEquals(3, service.upstream.requests());
  }
}
