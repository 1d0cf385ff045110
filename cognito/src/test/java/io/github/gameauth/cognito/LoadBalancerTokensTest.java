// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.BalancerTokens.SIGNER;
import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.NAME;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.SUB;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.assertAccepted;
import static io.github.gameauth.cognito.PoolTokens.assertComplaint;
import static io.github.gameauth.cognito.PoolTokens.assertVerdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.claim.ExactClaim;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code x-amzn-oidc-data}, with keys by their ids over HTTP. */
@Timeout(60)
final class LoadBalancerTokensTest {
  private static final String KEY_ID = "abb8289f-e3a4-4a34-9472-c2105e2b2482";
  private static final TestKey KEY = TestKey.named("balancer", Algorithm.ES256).withKeyId(KEY_ID);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestUpstream upstream =
      TestUpstream.start().answer("/keys/" + KEY_ID, aResponse().withBody(BalancerTokens.pem(KEY)));
  private final List<AutoCloseable> open = new ArrayList<>();
  private final TokenVerifier verifier = verifier(tokens());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    upstream.close();
  }

  private LoadBalancerTokensBuilder tokens() {
    return LoadBalancerTokens.of(POOL).signer(SIGNER).client(CLIENT);
  }

  private TokenVerifier verifier(LoadBalancerTokensBuilder builder) {
    LoadBalancerTokens tokens = builder.keysAt(upstream.url("/keys")).ticker(clock).build();
    open.add(tokens);
    TokenVerifier made =
        tokens
            .trustedIn(
                TokenVerifier.builder()
                    .clock(clock)
                    .ticker(clock)
                    .waitForKeys(Duration.ofSeconds(10)))
            .build();
    open.add(made);
    return made;
  }

  private BalancerTokens token() {
    return BalancerTokens.by(KEY, clock);
  }

  private Verification verify(BalancerTokens token) {
    return verifier.verify(token.signed());
  }

  @Test
  void namesThePlayerWhomTheProviderNamed() {
    var player = assertAccepted(verify(token()));

    assertEquals(SUB, player.subject());
    assertEquals(NAME, player.issuer());
    assertEquals(Optional.of("zoe"), player.claims().text("username"));
    assertEquals(Optional.of(SIGNER), player.claims().header("signer"));
    assertAccepted(verify(token().both("iss", UPDATED)));
    assertEquals(1, upstream.requests("/keys/" + KEY_ID));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void takesEveryAmountOfPadding(int length) {
    for (int i = 0; i < 3; i++) {
      assertAccepted(verify(token().header("x", "y".repeat(i)).claim("x", "y".repeat(length))));
    }
    assertAccepted(verify(token().unpadded())); // should AWS mend it one day
  }

  @Test
  void refusesPaddingWhereItWasNotAskedFor() { // F1
    LoadBalancerTokens tokens = tokens().keysAt(upstream.url("/keys")).ticker(clock).build();
    open.add(tokens);
    String[] parts = token().signed().split("\\.");

    assertVerdict("MALFORMED", verifier.verify(parts[0] + "." + parts[1] + "." + parts[2] + "="));
    assertVerdict(
        "MALFORMED", verifier.verify(parts[0] + "." + parts[1] + "." + parts[2].replace("=", "")));
  }

  @Test
  void refusesOtherBalancersThoughTheySignWithTheSameKeys() { // anybody may have one
    String other =
        "arn:aws:elasticloadbalancing:eu-west-1:999999999999:loadbalancer/app/evil/50dc6c495c0c9188";

    assertVerdict("CLAIM(signer)", verify(token().header("signer", other)));
    assertVerdict("CLAIM(signer)", verify(token().header("signer", SIGNER + "/")));
    assertVerdict("CLAIM(signer)", verify(token().header("signer", List.of(SIGNER))));
    assertVerdict("CLAIM(signer)", verify(token().header("signer", null)));
    assertVerdict("CLAIM(signer)", verify(token().withoutHeader("signer").claim("signer", SIGNER)));
    assertAccepted(
        verifier(tokens().signer(other)).verify(token().header("signer", other).signed()));
  }

  @Test
  void refusesOtherClientsUnlessAllAreTaken() {
    assertVerdict("CLAIM(client)", verify(token().header("client", "another")));
    assertVerdict("CLAIM(client)", verify(token().withoutHeader("client").claim("client", CLIENT)));
    TokenVerifier any = verifier(tokens().anyClient());
    assertAccepted(any.verify(token().header("client", "another").signed()));
    assertVerdict("CLAIM(client)", any.verify(token().withoutHeader("client").signed()));
    assertVerdict("CLAIM(client)", any.verify(token().header("client", "").signed()));
    assertVerdict("CLAIM(client)", any.verify(token().header("client", 7).signed()));
  }

  @Test
  void refusesOtherIssuers() {
    String other = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Foreign99";

    assertVerdict("CLAIM(iss)", verify(token().both("iss", other)));
    assertVerdict("CLAIM(iss)", verify(token().header("iss", other)));
    assertVerdict("CLAIM(iss)", verify(token().claim("iss", other)));
    assertVerdict("CLAIM(iss)", verify(token().without("iss")));
    assertVerdict("CLAIM(iss)", verify(token().withoutHeader("iss")));
    assertAccepted(
        verifier(LoadBalancerTokens.ofIssuer(other).signer(SIGNER).client(CLIENT))
            .verify(token().both("iss", other).signed()));
  }

  @Test
  void refusesTokensPastTheirEnd() {
    long now = clock.instant().getEpochSecond();

    assertVerdict("EXPIRED", verify(token().both("exp", now - 30)));
    assertAccepted(verify(token().both("exp", now - 29)));
    assertVerdict("CLAIM(exp)", verify(token().header("exp", now + 121)));
    assertVerdict("CLAIM(exp)", verify(token().withoutHeader("exp")));
    assertVerdict("CLAIM(exp)", verify(token().without("exp")));
    assertVerdict(
        "EXPIRED",
        verifier(tokens().leeway(Duration.ZERO)).verify(token().both("exp", now).signed()));
  }

  @Test
  void refusesEveryOtherAlgorithm() { // A1, A3, A5, A6
    TestKey rsa = TestKey.named("balancer", Algorithm.RS256).withKeyId(KEY_ID);
    TestKey secret =
        TestKey.sharedSecret(BalancerTokens.pem(KEY).getBytes(UTF_8)).withKeyId(KEY_ID);
    String[] parts = token().signed().split("\\.");
    String zeros = Base64.getUrlEncoder().encodeToString(new byte[64]);

    assertVerdict("ALGORITHM", verifier.verify(BalancerTokens.by(rsa, clock).signed()));
    assertVerdict("ALGORITHM", verifier.verify(BalancerTokens.by(secret, clock).signed()));
    assertVerdict("ALGORITHM", verify(token().header("alg", "none")));
    assertVerdict("SIGNATURE", verifier.verify(parts[0] + "." + parts[1] + "." + zeros));
    assertEquals(1, upstream.requests());
  }

  @Test
  void refusesForgeries() { // B5, B6
    TestKey stranger = TestKey.named("stranger", Algorithm.ES256).withKeyId(KEY_ID);
    String[] parts = token().signed().split("\\.");
    String[] other = token().claim("sub", "another").signed().split("\\.");

    assertVerdict("SIGNATURE", verifier.verify(BalancerTokens.by(stranger, clock).signed()));
    assertVerdict("SIGNATURE", verifier.verify(parts[0] + "." + other[1] + "." + parts[2]));
  }

  @Test
  void refusesKeyIdsThatAreNone() { // C4, C9; no address is built of them
    for (String id :
        List.of("../secrets", "a/b", "a?b", "%2e%2e", "", "a".repeat(129), "http://evil", "a b")) {
      assertVerdict("KEY_UNKNOWN", verify(token().header("kid", id)));
    }
    assertVerdict("KEY_UNKNOWN", verify(token().withoutHeader("kid")));
    assertEquals(0, upstream.requests());
  }

  @Test
  void asksFurtherPolicies() {
    TokenVerifier verified = verifier(tokens().require(ExactClaim.text("email_verified", "true")));

    assertAccepted(verified.verify(token().signed()));
    assertVerdict(
        "CLAIM(email_verified)",
        verified.verify(token().claim("email_verified", "false").signed()));
  }

  @Test
  void sharesConnectionsWhereTold() {
    JsonHttp http = JsonHttp.create();
    open.add(http);

    assertAccepted(verifier(tokens().http(http)).verify(token().signed()));
  }

  @Test
  void isUndecidedOnceItIsClosed() {
    LoadBalancerTokens tokens = tokens().keysAt(upstream.url("/keys")).ticker(clock).build();
    TokenVerifier closed = tokens.trustedIn(TokenVerifier.builder().clock(clock)).build();
    open.add(closed);
    tokens.close();
    tokens.close();

    assertVerdict("UNDECIDED", closed.verify(token().signed()));
    assertEquals(0, upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "aws, eu-west-1, https://public-keys.auth.elb.eu-west-1.amazonaws.com",
    "aws-us-gov, us-gov-west-1,"
        + " https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1",
    "aws-us-gov, us-gov-east-1,"
        + " https://s3-us-gov-east-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-east-1",
    "aws-cn, cn-north-1, https://public-keys.auth.elb.cn-north-1.amazonaws.com.cn"
  })
  void knowsWhereKeysLie(String partition, String region, String address) {
    String arn = SIGNER.replace("arn:aws:", "arn:" + partition + ":").replace("eu-west-1", region);

    assertEquals(address, LoadBalancerTokens.of(POOL).signer(arn).keysAddress());
  }

  @Test
  void mustBeToldSignerAndClient() {
    assertComplaint(
        "signer: not said (expected: at least 1)",
        () -> LoadBalancerTokens.of(POOL).anyClient().build());
    assertComplaint(
        "client: not said (expected: client(…), or anyClient() to take all)",
        () -> LoadBalancerTokens.of(POOL).signer(SIGNER).build());
    assertComplaint(
        "signer: of several regions (expected: one region)",
        () -> tokens().signer(SIGNER.replace("eu-west-1", "eu-west-2")).build());
    assertComplaint("issuer: blank (expected: a text)", () -> LoadBalancerTokens.ofIssuer(""));
    assertThrows(
        IllegalArgumentException.class, () -> tokens().keysAt(URI.create("http://keys.example")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lobby",
        "arn:aws:s3:eu-west-1:123456789012:loadbalancer/app/lobby/50dc6c495c0c9188",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/lobby/50dc6c495c0c9188",
        "arn:aws:elasticloadbalancing:eu-west-1.evil:123456789012:loadbalancer/app/lobby/50dc6c495c0c9188",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/lobby/50dc6c495c0c9188 "
      })
  void takesNothingElseForASigner(String arn) {
    assertComplaint(
        "signer: " + Shown.of(arn) + " (expected: the ARN of an Application Load Balancer)",
        () -> tokens().signer(arn));
  }
}
