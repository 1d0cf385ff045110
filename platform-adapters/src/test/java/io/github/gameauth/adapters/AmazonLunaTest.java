// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.AmazonFixture.CLIENT;
import static io.github.gameauth.adapters.AmazonFixture.TOKEN;
import static io.github.gameauth.adapters.AmazonFixture.USER;
import static io.github.gameauth.adapters.AmazonFixture.error;
import static io.github.gameauth.adapters.AmazonFixture.info;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.AmazonAdapter.Service;
import io.github.gameauth.adapters.AmazonAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Probe;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Login with Amazon on Luna, with a security profile and a host that a partner was told. */
final class AmazonLunaTest implements PlatformAdapterContract<AmazonCredential> {
  private static final String TOKEN_INFO = "https://login.luna.example/auth/o2/tokeninfo";
  private static final String ISSUER = "https://luna.example";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static AmazonCredential token() {
    return AmazonCredential.ofToken(Secret.of(TOKEN)).ofLuna();
  }

  private static Settings settings() {
    return new Settings(
        List.of(CLIENT),
        Optional.of(Service.LUNA),
        Optional.of("login.luna.example"),
        Optional.of(ISSUER),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<AmazonCredential> adapter(AdapterContext context) {
    return new AmazonAdapter(settings(), context);
  }

  @Override
  public String catalogueName() {
    return "amazon";
  }

  @Override
  public String settingsJson() {
    return """
        {"service":"LUNA","clientIds":["%s"],"host":"login.luna.example","issuer":"%s"}"""
        .formatted(CLIENT, ISSUER);
  }

  @Override
  public AmazonCredential goodCredential() {
    return token();
  }

  @Override
  public String credentialJson() {
    return "{\"service\":\"LUNA\",\"accessToken\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("luna"), "", USER, IdScope.PUBLISHER);
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(TOKEN_INFO, info(CLIENT, ISSUER, 3597)).means(400, "INVALID"));
  }

  @Override
  public List<Refusal<AmazonCredential>> refusals() {
    return List.of(
        Refusal.rejected("for another game", token(), Reason.WRONG_APP)
            .answering(TOKEN_INFO, 200, info("other", ISSUER, 3597)),
        Refusal.rejected("not of Luna", token(), Reason.WRONG_APP)
            .answering(TOKEN_INFO, 200, info(CLIENT, "https://www.amazon.com", 3597)),
        Refusal.rejected("expired", token(), Reason.INVALID)
            .answering(TOKEN_INFO, 400, error("invalid_token")));
  }

  @Override
  public Map<String, Function<String, AmazonCredential>> parts() {
    return Map.of("accessToken", text -> AmazonCredential.ofToken(Secret.of(text)).ofLuna());
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN, USER);
  }

  @Test
  void asksThePartnersQuestionAboutEntitlements() {
    Map<String, Set<String>> channels = Map.of(USER, Set.of("luna:channel"));
    AccessCheck check =
        AmazonProbes.entitlement(
            settings(),
            (userId, request) -> {
              if (userId.equals("amzn1.account.UNKNOWN")) {
                throw NotProvedException.outage();
              }
              return channels.containsKey(userId)
                  ? Probe.granted("luna:channel")
                  : Probe.refused(Code.NOT_ENTITLED);
            });

    assertEquals("luna-entitlement", check.name());
    assertEquals(
        new Granted(Set.of("luna:channel")), check.check(TestAccess.of(AmazonAdapter.LUNA, USER)));
    assertInstanceOf(
        Refused.class, check.check(TestAccess.of(AmazonAdapter.LUNA, "amzn1.account.OTHER")));
    assertInstanceOf(
        Unknown.class, check.check(TestAccess.of(AmazonAdapter.LUNA, "amzn1.account.UNKNOWN")));
    assertEquals(Granted.NOTHING_MORE, check.check(TestAccess.of(AmazonAdapter.AMAZON, USER)));
  }

  @Test
  void standsBesideLoginWithAmazonInOneExchange() {
    AmazonCredential elsewhere = AmazonCredential.ofToken(Secret.of(TOKEN));

    assertEquals(AmazonAdapter.LUNA, goodCredential().platform());
    assertEquals(AmazonAdapter.AMAZON, elsewhere.platform());
    assertEquals(new Rejected(Reason.WRONG_APP), adapter(platforms().context()).verify(elsewhere));
    assertEquals(List.of(), platforms().received());
  }
}
