// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.session;
import static io.github.gameauth.session.World.ticket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.TokenExchangeRequest.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenExchangeTest {
  private final Map<String, List<String>> form = new HashMap<>();

  TokenExchangeTest() {
    put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    put("subject_token", "a.b.c");
    put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
  }

  private void put(String name, String... values) {
    form.put(name, List.of(values));
  }

  private TokenExchangeRequest read() {
    return assertInstanceOf(Parsed.Read.class, TokenExchangeRequest.parse(form)).request();
  }

  private void assertRefused(String error) {
    Parsed.Refused refused =
        assertInstanceOf(Parsed.Refused.class, TokenExchangeRequest.parse(form));
    assertEquals(Map.of("error", error), refused.error().members());
    assertEquals(400, refused.error().status());
  }

  @Nested
  @DisplayName("A request, RFC 8693 §2.1")
  class Request {
    @Test
    void isReadWithWhatItMustHave() {
      TokenExchangeRequest request = read();

      assertEquals(Secret.of("a.b.c"), request.subjectToken());
      assertEquals(TokenTypes.ID_TOKEN, request.subjectTokenType());
      assertEquals(Optional.empty(), request.actorToken());
      assertEquals(Optional.empty(), request.scope());
    }

    @Test
    void isReadWithAllThatItMayHave() {
      put("actor_token", "x.y.z");
      put("actor_token_type", TokenTypes.JWT);
      put("audience", "chat");
      put("resource", "https://chat.mygame.example/");
      put("scope", "play chat");
      put("client_id", "lostsky-pc");
      put("requested_token_type", TokenTypes.ACCESS_TOKEN);

      TokenExchangeRequest request = read();

      assertEquals(Optional.of(Secret.of("x.y.z")), request.actorToken());
      assertEquals(Optional.of(TokenTypes.JWT), request.actorTokenType());
      assertEquals(Optional.of("chat"), request.audience());
      assertEquals(Optional.of("https://chat.mygame.example/"), request.resource());
      assertEquals(Optional.of("play chat"), request.scope());
      assertEquals(Optional.of("lostsky-pc"), request.clientId());
    }

    @Test
    void ignoresWhatNobodyKnowsAndWhatIsEmpty() {
      put("colour", "blue");
      put("scope", "");
      form.put("audience", List.of());

      assertEquals(Optional.empty(), read().scope());
      assertEquals(Optional.empty(), read().audience());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "grant_type",
          "subject_token",
          "subject_token_type",
          "scope",
          "client_id",
          "actor_token",
          "requested_token_type",
          "colour"
        })
    void isRefusedIfSomethingComesTwice(String name) {
      List<String> twice = new ArrayList<>(form.getOrDefault(name, List.of("x")));
      twice.add(twice.get(0));
      form.put(name, twice);

      assertRefused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience", "resource"})
    void isRefusedForSeveralTargets(String name) {
      put(name, "one", "two");

      assertRefused("invalid_target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "subject_token", "subject_token_type"})
    void isRefusedWithoutWhatItMustHave(String name) {
      put(name, "");
      assertRefused("invalid_request");

      form.remove(name);
      assertRefused("invalid_request");
    }

    @Test
    void isRefusedIfItIsAnother() {
      put("grant_type", "refresh_token");

      assertRefused("unsupported_grant_type");
    }

    @Test
    void isRefusedWithHalfAnActor() {
      put("actor_token", "x.y.z");
      assertRefused("invalid_request");

      form.remove("actor_token");
      put("actor_token_type", TokenTypes.JWT);
      assertRefused("invalid_request");
    }

    @Test
    void isRefusedIfItWantsWhatWeDoNotIssue() {
      put("requested_token_type", "urn:ietf:params:oauth:token-type:saml2");

      assertRefused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "play  chat", "play\"", "play\\"})
    void isRefusedWithAScopeOfNoForm(String scope) {
      put("scope", scope);

      assertRefused("invalid_scope");
    }

    @Test
    void isRefusedIfSomethingIsTooLongOrCannotBePrinted() {
      put("subject_token", "a".repeat(TokenExchangeRequest.MAX_TOKEN));
      read();
      put("subject_token", "a".repeat(TokenExchangeRequest.MAX_TOKEN + 1));
      assertRefused("invalid_request");
      put("subject_token", "a\nb");
      assertRefused("invalid_request");
      put("subject_token", "ä");
      assertRefused("invalid_request");
      put("subject_token", "a");
      put("audience", "a".repeat(1025));
      assertRefused("invalid_request");
    }

    @Test
    void showsNothingWhenPrinted() {
      assertEquals("TokenExchangeRequest(…)", read().toString());
    }
  }

  @Nested
  @DisplayName("An answer, RFC 8693 §2.2.1")
  class Response {
    private final World world = new World();

    @Test
    void holdsTheTokensInClearForTheBodyAlone() {
      Session session =
          session(
              world.exchange().scopes(ScopeGrants.of("play")).build().open(ticket("7"), CONTEXT));
      Instant now = world.clock.instant();

      TokenExchangeResponse response = TokenExchangeResponse.of(session, now);

      assertEquals(
          Map.of(
              "access_token", session.access().token().reveal(),
              "issued_token_type", "urn:ietf:params:oauth:token-type:access_token",
              "token_type", "Bearer",
              "expires_in", Duration.between(now, session.access().expiresAt()).toSeconds(),
              "refresh_in", session.access().refreshIn().toSeconds(),
              "refresh_token", session.refreshToken().reveal(),
              "scope", "play"),
          response.revealed());
      assertEquals("TokenExchangeResponse(…)", response.toString());
    }

    @Test
    void leavesOutWhatIsNot() {
      MintedToken token =
          new ServiceTokens(world.minter(), Duration.ofMinutes(5)).mint("chat", "shop", Set.of());

      Map<String, Object> members =
          TokenExchangeResponse.of(token, Set.of(), world.clock.instant()).revealed();

      assertFalse(members.containsKey("refresh_token"));
      assertFalse(members.containsKey("scope"));
    }

    @Test
    void namesPlatformsCredentialsUnderTheIssuer() {
      assertEquals(
          "https://id.mygame.example/token-type/steam",
          TokenTypes.of("https://id.mygame.example", new Platform("steam")));
      assertEquals(
          "https://id.mygame.example/token-type/steam",
          TokenTypes.of("https://id.mygame.example/", new Platform("steam")));
    }
  }

  @Nested
  @DisplayName("An error, RFC 6749 §5.2")
  class Errors {
    private final Instant now = Instant.parse("2030-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
      "INVALID_TOKEN, invalid_request, 400",
      "EXPIRED_TOKEN, invalid_request, 400",
      "REVOKED, invalid_request, 400",
      "PLATFORM_REJECTED, access_denied, 403",
      "ACCOUNT_SUSPENDED, access_denied, 403",
      "NOT_ENTITLED, access_denied, 403",
      "REGION_BLOCKED, access_denied, 451",
      "LINK_CONFLICT, invalid_request, 409",
      "LAST_CREDENTIAL, invalid_request, 409",
      "RATE_LIMITED, temporarily_unavailable, 429",
      "INVALID_GRANT, invalid_grant, 400",
      "INVALID_SCOPE, invalid_scope, 400",
      "ACCESS_DENIED, access_denied, 403",
      "REVERIFICATION_REQUIRED, invalid_grant, 400"
    })
    void hasBothWordsAndAStatus(SessionRefusal.Code code, String error, int status) {
      OAuthError told = OAuthError.of(SessionRefusal.of(code), now);

      assertEquals(status, told.status());
      assertEquals(
          Map.of("error", error, "reason", code.name().toLowerCase(Locale.ROOT)), told.members());
    }

    @ParameterizedTest
    @EnumSource(SessionRefusal.Code.class)
    void existsForEveryRefusal(SessionRefusal.Code code) {
      assertEquals(code.word(), OAuthError.of(SessionRefusal.of(code), now).reason().get());
    }

    @Test
    void saysWhenABanEnds() {
      SessionRefusal ban =
          new SessionRefusal(
              SessionRefusal.Code.ACCOUNT_SUSPENDED,
              Optional.of(now.plusSeconds(60)),
              Optional.of("cheating"));

      assertEquals(
          Map.of(
              "error", "access_denied",
              "reason", "account_suspended",
              "reason_code", "cheating",
              "until", now.getEpochSecond() + 60),
          OAuthError.of(ban, now).members());
    }

    @Test
    void saysWhenToComeAgain() {
      SessionRefusal limited =
          new SessionRefusal(
              SessionRefusal.Code.RATE_LIMITED,
              Optional.of(now.plusMillis(8_001)),
              Optional.empty());

      OAuthError told = OAuthError.of(limited, now);

      assertEquals(Optional.of(Duration.ofSeconds(9)), told.retryAfter());
      assertEquals(9L, told.members().get("retry_after"));
      assertEquals(
          Optional.of(Duration.ofSeconds(1)),
          OAuthError.of(limited, now.plusSeconds(99)).retryAfter());
    }

    @Test
    void saysNoMoreThanThatAPlatformIsOut() {
      assertEquals(
          Map.of(
              "error", "temporarily_unavailable",
              "reason", "platform_unavailable",
              "retry_after", 7L),
          of(SessionUndecided.PLATFORM_OUTAGE).members());
      assertEquals(
          Map.of("error", "temporarily_unavailable", "retry_after", 7L),
          of(SessionUndecided.STORE).members());
      assertEquals(503, of(SessionUndecided.STORE).status());
    }

    private OAuthError of(SessionUndecided cause) {
      return OAuthError.of(new SessionOutcome.Undecided(cause, Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
      "invalid_client, 401",
      "invalid_request, 400",
      "access_denied, 403",
      "server_error, 500",
      "temporarily_unavailable, 503",
      "unsupported_grant_type, 400"
    })
    void hasOAuthsOwnWords(String error, int status) {
      assertEquals(status, OAuthError.of(error).status());
    }
  }
}
