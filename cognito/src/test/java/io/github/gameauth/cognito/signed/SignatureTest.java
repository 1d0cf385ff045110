// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.signed.SignedFixture.done;
import static io.github.gameauth.cognito.signed.SignedFixture.error;
import static io.github.gameauth.cognito.signed.SignedFixture.refused;
import static io.github.gameauth.cognito.signed.SignedFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class SignatureTest {
  private final SignedFixture service = new SignedFixture();

  @AfterEach
  void stop() {
    service.close();
  }

  private LoggedRequest request(int index) {
    return service.upstream.received().get(index);
  }

  /** That answer first, and then success. */
  private void answerFirst(ResponseDefinitionBuilder first) {
    service
        .upstream
        .server()
        .stubFor(
            WireMock.post("/")
                .inScenario("first")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("then"));
    service
        .upstream
        .server()
        .stubFor(
            WireMock.post("/")
                .inScenario("first")
                .whenScenarioStateIs("then")
                .willReturn(json("{}")));
  }

  @Test
  void signsWhatTheServiceChecks() {
    service.answer("{}");

    done(service.admin().build().disable("zoë"));

    SigV4 signature = SigV4.of(request(0), "secret/1");
    assertTrue(signature.isRight);
    assertFalse(SigV4.of(request(0), "secret/2").isRight);
    assertEquals("AKIA1", signature.accessKeyId);
    assertEquals("20300101T120000Z", signature.date);
    assertEquals("eu-west-1", signature.region);
    assertEquals("cognito-idp", signature.service);
    List<String> signed = List.of(signature.signedHeaders.split(";"));
    assertTrue(signed.containsAll(List.of("content-type", "host", "x-amz-date", "x-amz-target")));
    assertEquals(null, request(0).getHeader("X-Amz-Security-Token"));
  }

  @Test
  void namesTheOtherServiceForIdentityPools() {
    service.answer("{}");

    undecided(service.identities().build().lookup(Lookup.of("player-17")));

    SigV4 signature = SigV4.of(request(0), "secret/1");
    assertTrue(signature.isRight);
    assertEquals("cognito-identity", signature.service);
  }

  @Test
  void sendsAndSignsTheTokenOfTemporaryKeys() {
    service.answer("{}");
    AwsKeys keys = AwsKeys.of("ASIA1", Secret.of("secret/1"), Secret.of("session+token=="));

    done(service.admin().keys(() -> keys).build().disable("zoe"));

    SigV4 signature = SigV4.of(request(0), "secret/1");
    assertTrue(signature.isRight);
    assertEquals("session+token==", request(0).getHeader("X-Amz-Security-Token"));
    assertTrue(signature.signedHeaders.contains("x-amz-security-token"));
  }

  @Test
  void takesKeysFromTheSdk() {
    StaticCredentialsProvider lasting =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "s"));
    StaticCredentialsProvider temporary =
        StaticCredentialsProvider.create(AwsSessionCredentials.create("ASIA1", "s", "t"));

    assertEquals(
        new AwsKeys("AKIA1", Secret.of("s"), Optional.empty()), SdkKeySource.of(lasting).keys());
    assertEquals(
        new AwsKeys("ASIA1", Secret.of("s"), Optional.of(Secret.of("t"))),
        SdkKeySource.of(temporary).keys());
  }

  @Test
  void isUndecidedWithoutKeys() {
    UserPoolAdmin admin =
        service
            .admin()
            .keys(
                () -> {
                  throw new IllegalStateException("no role");
                })
            .build();

    assertEquals(Cause.OUTAGE, undecided(admin.disable("zoe")).cause());
    assertEquals(0, service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "'Tue, 01 Jan 2030 13:10:00 GMT', 'Signature expired: 20300101T120000Z is now earlier than', 20300101T131000Z",
    "'Tue, 01 Jan 2030 10:00:00 GMT', 'Signature not yet current: 20300101T120000Z is still later', 20300101T100000Z"
  })
  void triesAgainWithTheTimeOfTheService(String date, String message, String signed) {
    answerFirst(error("InvalidSignatureException", message).withHeader("Date", date));
    // Also where nothing is tried twice.
    UserPoolAdmin admin = service.admin().retry(RetrySettings.ONCE).build();

    done(admin.disable("zoe"));
    done(admin.enable("zoe"));

    assertEquals(3, service.upstream.requests());
    assertEquals("20300101T120000Z", SigV4.of(request(0), "secret/1").date);
    for (int i : List.of(1, 2)) {
      SigV4 again = SigV4.of(request(i), "secret/1");
      assertEquals(signed, again.date);
      assertTrue(again.isRight);
    }
  }

  @Test
  void triesThatOnceOnly() {
    service.answer(
        error("InvalidSignatureException", "Signature expired: a")
            .withHeader("Date", "Tue, 01 Jan 2030 13:10:00 GMT"));

    assertEquals(
        RefusalReason.AWS_CREDENTIALS,
        refused(service.admin().build().create(NewUser.named("zoe"))).reason());
    assertEquals(2, service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidSignatureException, The request signature we calculated does not match, 'Tue, 01 Jan 2030 13:10:00 GMT'",
    "InvalidSignatureException, Signature expired, 'Thu, 03 Jan 2030 13:10:00 GMT'",
    "InvalidSignatureException, Signature expired, yesterday",
    "UnrecognizedClientException, Signature expired, 'Tue, 01 Jan 2030 13:10:00 GMT'",
    "NotAuthorizedException, Signature expired, 'Tue, 01 Jan 2030 13:10:00 GMT'"
  })
  void triesNothingElseAgain(String type, String message, String date) {
    service.answer(error(type, message).withHeader("Date", date));
    UserPoolAdmin admin = service.admin().build();

    refused(admin.disable("zoe"));
    assertEquals(1, service.upstream.requests());

    service.answer("{}");
    done(admin.disable("zoe"));
    assertEquals("20300101T120000Z", SigV4.of(request(1), "secret/1").date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "IncompleteSignatureException",
        "ExpiredTokenException"
      })
  void tellsThatTheKeysAreWrong(String type) {
    service.answer(error(type, ""));

    assertEquals(
        RefusalReason.AWS_CREDENTIALS, refused(service.admin().build().user("zoe")).reason());
  }

  @Test
  void tellsThatAPermissionIsMissing() {
    service.answer(error("AccessDeniedException", "not authorized to perform"));

    assertEquals(RefusalReason.FORBIDDEN, refused(service.admin().build().user("zoe")).reason());
  }

  @Test
  void signsEachTryAnew() {
    answerFirst(aResponse().withStatus(500));

    done(service.admin().build().disable("zoe"));

    assertEquals(2, service.upstream.requests());
    assertTrue(SigV4.of(request(1), "secret/1").isRight);
  }

  @Test
  void showsNoKey() {
    AwsKeys keys = AwsKeys.of("ASIA1", Secret.of("hidden"), Secret.of("hidden"));

    assertFalse(keys.toString().contains("hidden"));
  }
}
