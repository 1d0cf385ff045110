// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.SteamAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class SteamAdapterTest implements PlatformAdapterContract<SteamTicket> {
  private static final String AUTHENTICATE =
      "https://partner.steam-api.com/ISteamUserAuth/AuthenticateUserTicket/v1/";
  private static final String KEY = "0123456789ABCDEF0123456789ABCDEF";
  private static final String TICKET = "14000000" + "a7f3".repeat(100);

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String ok(String steamId, String owner, boolean vac, boolean publisher) {
    return """
        {"response":{"params":{"result":"OK","steamid":"%s","ownersteamid":"%s",
        "vacbanned":%s,"publisherbanned":%s}}}"""
        .formatted(steamId, owner, vac, publisher);
  }

  private static String error(int code, String description) {
    return """
        {"response":{"error":{"errorcode":%d,"errordesc":"%s"}}}"""
        .formatted(code, description);
  }

  private static SteamTicket ticket() {
    return new SteamTicket(Secret.of(TICKET));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<SteamTicket> adapter(AdapterContext context) {
    return new SteamAdapter(new Settings(480, Secret.of(KEY), "my-game"), context);
  }

  @Override
  public String catalogueName() {
    return "steam";
  }

  @Override
  public String settingsJson() {
    return """
        {"appIds":[480],"publisherKey":"%s","identity":"my-game"}"""
        .formatted(KEY);
  }

  @Override
  public SteamTicket goodCredential() {
    return ticket();
  }

  @Override
  public String credentialJson() {
    return "{\"ticket\":\"" + TICKET + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("steam"), "", "76561198000000001", IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.banned(false));
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.of(AUTHENTICATE, ok("76561198000000001", "76561198000000001", false, false)));
  }

  @Override
  public List<Refusal<SteamTicket>> refusals() {
    return List.of(
        Refusal.rejected("malformed", ticket(), Reason.INVALID)
            .answering(AUTHENTICATE, 200, error(3, "Invalid parameter")),
        Refusal.rejected("offline", ticket(), Reason.INVALID)
            .answering(AUTHENTICATE, 200, error(100, "User is offline")),
        Refusal.rejected("expired, cancelled or for another identity", ticket(), Reason.INVALID)
            .answering(AUTHENTICATE, 200, error(101, "Invalid ticket")),
        Refusal.rejected("for another game", ticket(), Reason.WRONG_APP)
            .answering(AUTHENTICATE, 200, error(102, "Ticket for other app")),
        Refusal.undecided("Steam asks to try again", ticket(), Cause.OUTAGE)
            .answering(AUTHENTICATE, 200, error(103, "")),
        Refusal.undecided("an error that nobody knows", ticket(), Cause.OUTAGE)
            .answering(AUTHENTICATE, 200, error(999, "")),
        Refusal.rejected("another result than OK", ticket(), Reason.INVALID)
            .answering(AUTHENTICATE, 200, ok("1", "1", false, false).replace("OK", "Expired")),
        Refusal.undecided("no player in the answer", ticket(), Cause.OUTAGE)
            .answering(AUTHENTICATE, 200, "{\"response\":{\"params\":{\"result\":\"OK\"}}}"),
        Refusal.undecided("the key is refused", ticket(), Cause.MISCONFIGURED)
            .answering(
                AUTHENTICATE, aResponse().withStatus(403).withBody("<html>Forbidden</html>")),
        Refusal.rejected(
            "hex of odd length", new SteamTicket(Secret.of(TICKET + "a")), Reason.INVALID),
        Refusal.rejected(
            "hex of too many bytes",
            new SteamTicket(Secret.of("ab".repeat(2561))),
            Reason.INVALID));
  }

  @Override
  public Map<String, Function<String, SteamTicket>> parts() {
    return Map.of("ticket", text -> new SteamTicket(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(KEY, TICKET, "76561198000000001");
  }

  @Test
  void asksWithItsKeyAppAndIdentity() {
    answerWell();

    verdict(platforms.context(), ticket());

    LoggedRequest request = platforms.received().get(0);
    assertEquals(KEY, request.queryParameter("key").firstValue());
    assertEquals("480", request.queryParameter("appid").firstValue());
    assertEquals(TICKET, request.queryParameter("ticket").firstValue());
    assertEquals("my-game", request.queryParameter("identity").firstValue());
  }

  @Test
  void triesTheNextAppForATicketOfAnotherOnly() {
    Settings settings =
        new Settings(List.of(480L, 490L, 500L), Secret.of(KEY), "my-game", Optional.empty());
    answerFor("480", error(102, "Ticket for other app"));
    answerFor("490", ok("76561198000000001", "76561198000000001", false, false));
    answerFor("500", error(101, "Invalid ticket"));

    var verdict = new SteamAdapter(settings, platforms.context()).verify(ticket());

    assertEquals(new Accepted(identity()), verdict);
    assertEquals(2, platforms.requests(AUTHENTICATE));
  }

  @Test
  void triesNoOtherAppForATicketThatIsInvalid() {
    Settings settings =
        new Settings(List.of(480L, 490L), Secret.of(KEY), "my-game", Optional.empty());
    answerFor("480", error(101, "Invalid ticket"));
    answerFor("490", ok("76561198000000001", "76561198000000001", false, false));

    var verdict = new SteamAdapter(settings, platforms.context()).verify(ticket());

    assertEquals("INVALID", PlatformAdapterContract.nameOf(verdict));
    assertEquals(1, platforms.requests(AUTHENTICATE));
  }

  private void answerFor(String appId, String json) {
    platforms.stub(
        get(urlPathEqualTo("/partner.steam-api.com/ISteamUserAuth/AuthenticateUserTicket/v1/"))
            .withQueryParam("appid", equalTo(appId))
            .willReturn(aResponse().withBody(json)));
  }

  @Test
  void namesTheOwnerOfASharedLibraryAndABanOfOurs() {
    platforms.answer(AUTHENTICATE, ok("76561198000000001", "76561198000000002", true, true));

    var verdict = verdict(platforms.context(), ticket());

    assertEquals(
        new Accepted(identity().facts(PlatformFacts.NONE.owner("76561198000000002").banned(true))),
        verdict);
  }

  @Test
  void takesATicketForTheSameInEitherCase() {
    answerWell();
    PlatformAdapter<SteamTicket> adapter = adapter(platforms.context());
    SteamTicket upper = new SteamTicket(Secret.of(TICKET.toUpperCase(Locale.ROOT)));

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(ticket())));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(upper)));
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    Secret key = Secret.of(KEY);
    for (var bad :
        List.<Executable>of(
            () -> new Settings(0, key, "my-game"),
            () -> new Settings(480, Secret.of("short"), "my-game"),
            () -> new Settings(480, key, ""),
            () -> new Settings(List.of(), key, "my-game", Optional.empty()),
            () -> new Settings(List.of(480L, 480L), key, "my-game", Optional.empty()),
            () -> new Settings(List.of(480L), key, "a", Optional.of(Duration.ofDays(31))))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertEquals(true, message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }
}
