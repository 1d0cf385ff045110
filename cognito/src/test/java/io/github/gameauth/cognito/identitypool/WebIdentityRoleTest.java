// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.identitypool.PoolFixture.IDENTITY;
import static io.github.gameauth.cognito.identitypool.PoolFixture.done;
import static io.github.gameauth.cognito.identitypool.PoolFixture.refused;
import static io.github.gameauth.cognito.identitypool.PoolFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebIdentityRoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/players";
  private static final OpenIdToken TOKEN = new OpenIdToken(IDENTITY, Secret.of("a.b_-+c"));
  private static final String CREDENTIALS =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <SubjectFromWebIdentityToken>eu-west-1:a</SubjectFromWebIdentityToken>
          <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/players/player</Arn></AssumedRoleUser>
          <Credentials>
            <SessionToken>t&amp;1==</SessionToken>
            <SecretAccessKey>s/1</SecretAccessKey>
            <Expiration>2030-01-01T13:00:00Z</Expiration>
            <AccessKeyId>ASIA1</AccessKeyId>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
        <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private final PoolFixture service = new PoolFixture();
  private final WebIdentityRole role =
      WebIdentityRole.of(service.http, AwsRegion.of("eu-west-1"), ROLE)
          .at(service.upstream.url("/sts"));

  @AfterEach
  void stop() {
    service.close();
  }

  private static String error(String code) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>"
        + code
        + "</Code><Message>hidden</Message></Error><RequestId>r-1</RequestId></ErrorResponse>";
  }

  @Test
  void takesTheRole() {
    service.upstream.answer("/sts", aResponse().withBody(CREDENTIALS));

    PlayerCredentials credentials =
        done(role.sessionName("zoe@17").life(Duration.ofMinutes(15)).assumedBy(TOKEN));

    assertEquals(
        new PlayerCredentials(
            IDENTITY,
            "ASIA1",
            Secret.of("s/1"),
            Secret.of("t&1=="),
            Instant.parse("2030-01-01T13:00:00Z")),
        credentials);
    LoggedRequest request = service.upstream.received().get(0);
    assertEquals("POST", request.getMethod().getName());
    assertEquals("application/x-www-form-urlencoded", request.getHeader("Content-Type"));
    assertEquals(
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
            + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fplayers"
            + "&RoleSessionName=zoe%4017&WebIdentityToken=a.b_-%2Bc&DurationSeconds=900",
        request.getBodyAsString());
  }

  @Test
  void completesTheBasicFlow() {
    service.identity(IDENTITY);
    service.answer(
        "GetOpenIdToken", json("{\"IdentityId\":\"" + IDENTITY + "\",\"Token\":\"a.b.c\"}"));
    service.upstream.answer("/sts", aResponse().withBody(CREDENTIALS));
    RefreshingCredentials credentials =
        RefreshingCredentials.of(service.pool, LoginSource.always(Logins.guest()))
            .basicFlow(role)
            .build();

    assertEquals("ASIA1", done(credentials.current()).accessKeyId());

    assertEquals(3, service.upstream.requests());
    assertTrue(
        service
            .upstream
            .received()
            .get(2)
            .getBodyAsString()
            .contains("&WebIdentityToken=a.b.c&DurationSeconds=3600"));
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, 400, LOGIN_TOKEN_EXPIRED",
    "InvalidIdentityToken, 400, INVALID_REQUEST",
    "ValidationError, 400, INVALID_REQUEST",
    "IDPRejectedClaim, 403, FORBIDDEN",
    "AccessDenied, 403, FORBIDDEN",
    "RegionDisabledException, 403, UNSUPPORTED",
    "SomethingNew, 400, OTHER",
    "SomethingNew, 403, FORBIDDEN",
    "'not a code', 400, OTHER"
  })
  void tellsRefusalsApart(String code, int status, RefusalReason reason) {
    service.upstream.answer("/sts", aResponse().withStatus(status).withBody(error(code)));

    String type = code.contains(" ") ? "" : code;
    assertEquals(
        new Refusal(reason, type, Optional.of("r-1"), Optional.empty()),
        refused(role.assumedBy(TOKEN)));
  }

  @ParameterizedTest
  @CsvSource({
    "IDPCommunicationError, 400, OUTAGE",
    "InternalFailure, 500, OUTAGE",
    "SomethingNew, 500, OUTAGE",
    "Throttling, 400, THROTTLED",
    "'', 429, THROTTLED",
    "'', 408, OUTAGE"
  })
  void neverTakesAnOutageForARefusal(String code, int status, Cause cause) {
    service.upstream.answer("/sts", aResponse().withStatus(status).withBody(error(code)));

    assertEquals(cause, undecided(role.assumedBy(TOKEN)).cause());
    assertEquals(1, service.upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html>",
        "<a></a>",
        "<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
            + "<SessionToken>T</SessionToken><Expiration>soon</Expiration></Credentials>",
        "<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
            + "<SessionToken>T</SessionToken></Credentials>"
      })
  void takesNonsenseForNoAnswer(String body) {
    service.upstream.answer("/sts", aResponse().withBody(body));

    assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());
  }

  @Test
  void readsNoEntities() {
    String start = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + service.upstream.url("/secret") + "\">]>";
    service.upstream.answer(
        "/sts", aResponse().withBody(start + CREDENTIALS.replace("ASIA1", "&x;")));
    assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());

    service.upstream.answer("/sts", aResponse().withBody(start + CREDENTIALS));
    assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());

    String url = service.upstream.url("/secret").toString();
    for (String type :
        List.of(
            "<!DOCTYPE a SYSTEM \"" + url + "\">",
            "<!DOCTYPE a [<!ENTITY % x SYSTEM \"" + url + "\"> %x;]>")) {
      service.upstream.answer("/sts", aResponse().withBody(type + CREDENTIALS));
      assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());
    }

    assertEquals(0, service.upstream.requests("/secret"));
  }

  @Test
  void readsNoFurtherThanAnAnswerGoes() {
    service.upstream.answer(
        "/sts", aResponse().withBody("<a>" + "<b/>".repeat(1000) + CREDENTIALS + "</a>"));

    assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());
  }

  @Test
  void passesNoStrangeTextOnAsTheIdOfARequest() {
    service.upstream.answer(
        "/sts",
        aResponse().withStatus(400).withBody(error("AccessDenied").replace("r-1", "r 1\nERROR")));

    assertEquals(Optional.empty(), refused(role.assumedBy(TOKEN)).requestId());
  }

  @Test
  void isUndecidedWhenTheConnectionBreaks() {
    service.upstream.answer("/sts", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertEquals(Cause.OUTAGE, undecided(role.assumedBy(TOKEN)).cause());
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    AwsRegion region = AwsRegion.of("eu-west-1");
    assertThrows(
        IllegalArgumentException.class, () -> WebIdentityRole.of(service.http, region, "players"));
    assertThrows(IllegalArgumentException.class, () -> role.sessionName("z"));
    assertThrows(IllegalArgumentException.class, () -> role.sessionName("z o"));
    assertThrows(IllegalArgumentException.class, () -> role.life(Duration.ofMinutes(14)));
    assertThrows(IllegalArgumentException.class, () -> role.life(Duration.ofHours(13)));
    assertThrows(
        IllegalArgumentException.class, () -> role.at(URI.create("http://sts.amazonaws.com/")));
  }

  @Test
  void asksInItsRegion() {
    AwsRegion china = AwsRegion.of("cn-north-1");

    assertTrue(
        WebIdentityRole.of(service.http, china, ROLE)
            .toString()
            .contains("https://sts.cn-north-1.amazonaws.com.cn/"));
  }
}
