// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.adapters.PlayStationProbes.Entitlement;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PlayStationProbesTest {
  private static final String ACCOUNT = "9223372036854775807";
  private static final String URL = "https://s2s.np.playstation.net/api/made-up/";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final AccessCheck plus = probe(false);

  private static Entitlement entitlement(boolean none) {
    return new Entitlement(
        "playstation:plus", 256, URL + "{accountId}?label=plus", "/items/0/active", "true", none);
  }

  private AccessCheck probe(boolean none) {
    return PlayStationProbes.entitlement(
        entitlement(none),
        ClientAuthentication.basic("server", Secret.of("its-secret")),
        platforms.context());
  }

  private static AccessAnswer ask(AccessCheck check, String environment, String subject) {
    AccessRequest request = TestAccess.of(PlayStationAdapter.PLAYSTATION, subject);
    return check.check(
        new AccessRequest(
            request.account(),
            request.game(),
            new ExternalIdentity(PlayStationAdapter.PLAYSTATION, environment, subject),
            request.facts(),
            request.country(),
            false));
  }

  private static AccessAnswer ask(AccessCheck check) {
    return ask(check, "np", ACCOUNT);
  }

  @Test
  void grantWhatThePlayerHas() {
    platforms.answer(URL + ACCOUNT, "{\"items\":[{\"active\":true}]}");

    assertEquals(new Granted(Set.of("playstation:plus")), ask(plus));
    var request = platforms.received().get(0);
    assertEquals("plus", request.queryParameter("label").firstValue());
    assertTrue(request.getHeader("Authorization").startsWith("Basic "));
  }

  @Test
  void refuseWhatThePlayerHasNot() {
    for (String other : List.of("false", "\"no\"", "1")) {
      platforms.answer(URL + ACCOUNT, "{\"items\":[{\"active\":" + other + "}]}");

      Refused refused = assertInstanceOf(Refused.class, ask(plus), other);
      assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
    }
  }

  @Test
  void knowWhatNothingMeansByTheirSettings() {
    AccessCheck knowing = probe(true);
    for (String nothing : List.of("{}", "{\"items\":[]}", "{\"items\":[{\"active\":null}]}")) {
      platforms.answer(URL + ACCOUNT, nothing);

      assertInstanceOf(Unknown.class, ask(plus), nothing);
      assertInstanceOf(Refused.class, ask(knowing), nothing);
    }
    platforms.answer(URL + ACCOUNT, aResponse().withStatus(404));
    assertInstanceOf(Unknown.class, ask(plus));
    assertInstanceOf(Refused.class, ask(knowing));
  }

  @Test
  void cannotTellWhileNobodyAnswersOrWeAreRefused() {
    for (int status : List.of(400, 401, 403, 500)) {
      platforms.answer(URL + ACCOUNT, aResponse().withStatus(status));
      assertInstanceOf(Unknown.class, ask(probe(true)), "status " + status);
    }
    platforms.answer(URL + ACCOUNT, aResponse().withStatus(429).withHeader("Retry-After", "9"));
    assertEquals(new Unknown("playstation:plus", Duration.ofSeconds(9)), ask(plus));
  }

  @Test
  void askAboutAccountsOfTheirEnvironmentAlone() {
    assertEquals(Granted.NOTHING_MORE, ask(plus, "sp-int", ACCOUNT));
    assertEquals(Granted.NOTHING_MORE, plus.check(TestAccess.of(new Platform("steam"), ACCOUNT)));
    assertInstanceOf(Unknown.class, ask(plus, "np", "../1"));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void complainAboutWhatCannotBeAsked() {
    for (var bad :
        List.<Executable>of(
            () -> new Entitlement("", 256, URL + "{accountId}", "/a", "true", true),
            () -> new Entitlement("a", 0, URL + "{accountId}", "/a", "true", true),
            () -> new Entitlement("a", 256, URL, "/a", "true", true),
            () -> new Entitlement("a", 256, "http://a.example/{accountId}", "/a", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}#x", "/a", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}?a b", "/a", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}", "a", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}", "", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}", "/~2", "true", true),
            () -> new Entitlement("a", 256, URL + "{accountId}", "/a", "", true))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }
}
