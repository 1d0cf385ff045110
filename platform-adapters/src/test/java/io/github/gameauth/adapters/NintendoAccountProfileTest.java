// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.NintendoAccountAdapter.Settings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Id tokens with an access token, by which the profile is read. */
final class NintendoAccountProfileTest
    implements PlatformAdapterContract<NintendoAccountCredential> {
  private static final String PROFILE = "https://api.accounts.nintendo.com/2.0.0/users/me";
  private static final String ACCESS = "eyJhbGciOiJSUzI1NiJ9.access-token-of-the-player";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String token = NintendoFixture.accountToken(platforms.clock()).signed();

  private static String profile(String id, String birthday, String isChild) {
    return """
        {"id":"%s","nickname":"Example","country":"DE","language":"de-DE","birthday":"%s",
         "isChild":%s,"gender":"unknown","createdAt":1500000000,"updatedAt":1600000000}"""
        .formatted(id, birthday, isChild);
  }

  private static String error(int status, String code) {
    return """
        {"errorCode":"%s","title":"-","detail":"-","status":%d,"type":"-","instance":"-"}"""
        .formatted(code, status);
  }

  private NintendoAccountCredential with(Optional<Secret> access) {
    return new NintendoAccountCredential(Secret.of(token), access);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<NintendoAccountCredential> adapter(AdapterContext context) {
    return new NintendoAccountAdapter(
        new Settings(
            List.of(NintendoFixture.CLIENT),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        context);
  }

  @Override
  public String catalogueName() {
    return "nintendo-account";
  }

  @Override
  public String settingsJson() {
    return "{\"clientIds\":[\"" + NintendoFixture.CLIENT + "\"],\"profile\":true}";
  }

  @Override
  public NintendoAccountCredential goodCredential() {
    return with(Optional.of(Secret.of(ACCESS)));
  }

  @Override
  public String credentialJson() {
    return "{\"idToken\":\"" + token + "\",\"accessToken\":\"" + ACCESS + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(
            new Platform("nintendo-account"), "", NintendoFixture.ACCOUNT_ID, IdScope.GLOBAL)
        .displayName("Example")
        .facts(PlatformFacts.NONE.country("DE").ageBand("12 child"));
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(
            NintendoFixture.ACCOUNT_KEYS, NintendoFixture.keys(NintendoFixture.ACCOUNT_ISSUER)),
        Answer.of(PROFILE, profile(NintendoFixture.ACCOUNT_ID, "2017-01-02", "true"))
            .means(401, "INVALID"));
  }

  @Override
  public List<Refusal<NintendoAccountCredential>> refusals() {
    return List.of(
        Refusal.rejected("without an access token", with(Optional.empty()), Reason.INVALID),
        Refusal.rejected("with somebody else's access token", goodCredential(), Reason.INVALID)
            .answering(PROFILE, 200, profile("0000000000000001", "2000-01-01", "false")),
        Refusal.rejected("with an access token that is expired", goodCredential(), Reason.INVALID)
            .answering(PROFILE, 401, error(401, "invalid_token")),
        Refusal.undecided("our client has no such scope", goodCredential(), Cause.MISCONFIGURED)
            .answering(PROFILE, 403, error(403, "insufficient_scope")),
        Refusal.undecided("a profile of nobody", goodCredential(), Cause.OUTAGE)
            .answering(PROFILE, 200, "{\"nickname\":\"Example\"}"));
  }

  @Override
  public Map<String, Function<String, NintendoAccountCredential>> parts() {
    return Map.of("accessToken", text -> with(Optional.of(Secret.of(text))));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, ACCESS, NintendoFixture.ACCOUNT_ID);
  }

  @Test
  void asksAsThePlayer() {
    answerWell();

    verdict(platforms.context(), goodCredential());

    assertEquals("Bearer " + ACCESS, platforms.received().get(1).getHeader("Authorization"));
  }

  @Test
  void asksNobodyAboutATokenThatProvesNothing() {
    answerWell();
    var foreign =
        new NintendoAccountCredential(
            Secret.of(NintendoFixture.accountToken(platforms.clock()).audience("x").signed()),
            Optional.of(Secret.of(ACCESS)));

    assertEquals("WRONG_APP", nameOf(verdict(platforms.context(), foreign)));
    assertEquals(0, platforms.requests(PROFILE));
  }

  @Test
  void tellsWhatItKnowsOfTheAge() {
    Map<String, String> ages =
        Map.of(
            profile(NintendoFixture.ACCOUNT_ID, "2017-01-01", "true"), "13 child",
            profile(NintendoFixture.ACCOUNT_ID, "2000-12-31", "false"), "29 not-child",
            profile(NintendoFixture.ACCOUNT_ID, "0000-00-00", "false"), "not-child",
            profile(NintendoFixture.ACCOUNT_ID, "1750-01-01", "true"), "child",
            profile(NintendoFixture.ACCOUNT_ID, "2031-01-01", "\"true\""), "",
            profile(NintendoFixture.ACCOUNT_ID, "1999-06-01", "null"), "30");
    ages.forEach(
        (json, expected) -> {
          answerWell();
          platforms.answer(PROFILE, json);
          PlatformFacts facts = PlatformFacts.NONE.country("DE");

          assertEquals(
              new Accepted(identity().facts(expected.isEmpty() ? facts : facts.ageBand(expected))),
              verdict(platforms.context(), goodCredential()),
              json);
        });
  }
}
