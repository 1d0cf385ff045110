// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.ItchProbes.Game;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.LeakSearch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ItchProbesTest {
  private static final String KEYS = "https://itch.io/api/1/key/game/3/download_keys";
  private static final String PURCHASES = "https://itch.io/api/1/key/game/3/purchases";
  private static final String API_KEY = "0123456789abcdef0123456789abcdef01234567";
  private static final String NO_KEY = "{\"errors\":[\"no download key found\"]}";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final AccessCheck ownership =
      ItchProbes.ownership(new Game(3, Secret.of(API_KEY)), platforms.context());

  private AccessAnswer ask() {
    return ownership.check(TestAccess.of(ItchAdapter.ITCH, "29789"));
  }

  private static String key(int gameId) {
    return """
        {"download_key":{"id":124,"created_at":"2014-04-02 23:45:31","downloads":0,
         "key":"YWKse5jeAeuZ8w3a5qO2b2PId1sChw2B9b637w6z","game_id":%d,
         "owner":{"id":29789,"username":"pat"}}}"""
        .formatted(gameId);
  }

  private static String purchase(int gameId) {
    return """
        {"purchases":[{"donation":true,"id":11561,"email":"p@example.com","game_id":%d,
         "price":"$1.00","sale_rate":0,"source":"paypal","created_at":"2014-02-20 15:52:38"}]}"""
        .formatted(gameId);
  }

  @Test
  void grantWhoHasAKeyForTheGame() {
    platforms.answer(KEYS, key(3));

    assertEquals(new Granted(Set.of("itch:3")), ask());
    LoggedRequest request = platforms.received().get(0);
    assertEquals("29789", request.queryParameter("user_id").firstValue());
    assertEquals("Bearer " + API_KEY, request.getHeader("Authorization"));
    assertEquals(1, platforms.received().size());
  }

  @Test
  void grantWhoHasBoughtTheGameWithoutAKey() {
    platforms.answer(KEYS, NO_KEY);
    platforms.answer(PURCHASES, purchase(3));

    assertEquals(new Granted(Set.of("itch:3")), ask());
    assertEquals("29789", platforms.received().get(1).queryParameter("user_id").firstValue());
  }

  @Test
  void refuseWhoHasNeither() {
    for (String none : List.of("{\"purchases\":[]}", "{\"purchases\":{}}")) {
      platforms.answer(KEYS, NO_KEY);
      platforms.answer(PURCHASES, none);

      Refused refused = assertInstanceOf(Refused.class, ask(), none);

      assertEquals(Code.NOT_ENTITLED, refused.refusal().code());
    }
  }

  @Test
  void cannotTellWhenOurKeyOrGameIsRefused() {
    for (int status : List.of(200, 400, 401, 403)) {
      platforms.answer(
          KEYS, aResponse().withStatus(status).withBody("{\"errors\":[\"invalid key\"]}"));
      assertEquals(new Unknown("itch-ownership", Duration.ofMinutes(1)), ask(), "keys " + status);
      platforms.answer(KEYS, NO_KEY);
      platforms.answer(
          PURCHASES, aResponse().withStatus(status).withBody("{\"errors\":[\"invalid game\"]}"));
      assertEquals(new Unknown("itch-ownership", Duration.ofMinutes(1)), ask(), "paid " + status);
    }
  }

  @Test
  void cannotTellByAnAnswerAboutAnotherGame() {
    platforms.answer(KEYS, key(4));
    assertInstanceOf(Unknown.class, ask());
    platforms.answer(KEYS, NO_KEY);
    platforms.answer(PURCHASES, purchase(4));
    assertInstanceOf(Unknown.class, ask());
  }

  @Test
  void cannotTellByNonsense() {
    for (String nonsense :
        List.of(
            "{}",
            "{\"errors\":[]}",
            "{\"errors\":17}",
            "{\"errors\":[\"no download key found\",17]}",
            "{\"errors\":[\"no download key found\",\"invalid key\"]}",
            "{\"download_key\":true}",
            "{\"download_key\":{\"id\":1}}")) {
      platforms.answer(KEYS, nonsense);
      platforms.answer(PURCHASES, "{\"purchases\":[]}");
      assertInstanceOf(Unknown.class, ask(), nonsense);
    }
    for (String nonsense : List.of("{}", "{\"purchases\":true}", "{\"purchases\":[1]}")) {
      platforms.answer(KEYS, NO_KEY);
      platforms.answer(PURCHASES, nonsense);
      assertInstanceOf(Unknown.class, ask(), nonsense);
    }
  }

  @Test
  void cannotTellWhileItchDoesNotAnswer() {
    platforms.answer(KEYS, aResponse().withStatus(500));
    assertInstanceOf(Unknown.class, ask());
    platforms.answer(KEYS, aResponse().withStatus(429).withHeader("Retry-After", "9"));
    assertEquals(new Unknown("itch-ownership", Duration.ofSeconds(9)), ask());
  }

  @Test
  void letPlayersOfOtherPlatformsPassUnasked() {
    assertEquals(
        Granted.NOTHING_MORE, ownership.check(TestAccess.of(new Platform("apple"), "29789")));
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void tellNothingOfOurKey() {
    try (LeakSearch search = new LeakSearch()) {
      search.hide(API_KEY);
      search.show(ownership);
      search.show(new Game(3, Secret.of(API_KEY)));
      for (int status : List.of(200, 401, 404, 429, 500)) {
        platforms.answer(
            KEYS, aResponse().withStatus(status).withBody("{\"errors\":[\"" + API_KEY + "\"]}"));
        search.show(ask());
      }

      assertEquals(Optional.empty(), search.leak());
    }
    platforms.received().forEach(call -> assertEquals(-1, call.getUrl().indexOf(API_KEY)));
  }

  @Test
  void complainWithoutOurKey() {
    AmazonFixture.assertComplains("gameId", () -> new Game(0, Secret.of(API_KEY)));
    AmazonFixture.assertComplains("apiKey", () -> new Game(3, Secret.of("short")));
  }
}
