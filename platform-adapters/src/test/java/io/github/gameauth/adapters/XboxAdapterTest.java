// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.XboxTokens.HASH;
import static io.github.gameauth.adapters.XboxTokens.OTHER_HASH;
import static io.github.gameauth.adapters.XboxTokens.OTHER_PARTNER_ID;
import static io.github.gameauth.adapters.XboxTokens.credential;
import static io.github.gameauth.adapters.XboxTokens.header;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.XboxAdapter.PlayerId;
import io.github.gameauth.adapters.XboxAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What the signed token says, and who is meant. The envelope is in {@code XboxEnvelopeTest}, the
 * older form and certificates in {@code XboxAdapterLegacyTest}.
 */
final class XboxAdapterTest implements PlatformAdapterContract<XboxCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final XboxTokens xbox = new XboxTokens(platforms.clock());
  private final Instant now = platforms.clock().instant();
  private final String token = xbox.encrypted(xbox.signed()).token();

  private XboxCredential with(TestToken signed) {
    return credential(xbox.encrypted(signed).token());
  }

  private XboxCredential withUsers(Object... users) {
    return with(xbox.signed().claim("xui", Arrays.asList(users)));
  }

  private static Map<String, Object> user(Consumer<Map<String, Object>> change) {
    Map<String, Object> user = XboxTokens.user();
    change.accept(user);
    return user;
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<XboxCredential> adapter(AdapterContext context) {
    return new XboxAdapter(xbox.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "xbox";
  }

  @Override
  public String settingsJson() {
    return xbox.settingsJson();
  }

  @Override
  public XboxCredential goodCredential() {
    return credential(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"authorization":"XBL3.0 x=%s;%s"}"""
        .formatted(HASH, token);
  }

  @Override
  public PlatformIdentity identity() {
    return XboxTokens.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(XboxTokens.KEYS, xbox.issuer().jwks()));
  }

  private Refusal<XboxCredential> refused(Reason reason, String name, TestToken signed) {
    return Refusal.rejected(name, with(signed), reason);
  }

  @Override
  public List<Refusal<XboxCredential>> refusals() {
    List<Refusal<XboxCredential>> all =
        new ArrayList<>(
            List.of(
                refused(
                    Reason.WRONG_APP,
                    "for PlayFab",
                    xbox.signed().audience("rp://playfabapi.com/")),
                refused(
                    Reason.WRONG_APP,
                    "for Xbox itself",
                    xbox.signed().audience("http://xboxlive.com")),
                refused(
                    Reason.WRONG_APP,
                    "for another beside us",
                    xbox.signed().audience(XboxTokens.RELYING_PARTY, "http://xboxlive.com")),
                refused(Reason.WRONG_APP, "for nobody", xbox.signed().without("aud")),
                refused(Reason.WRONG_APP, "of a sandbox", xbox.signed().claim("sbx", "XDKS.1")),
                refused(Reason.WRONG_APP, "of no sandbox", xbox.signed().without("sbx")),
                refused(
                    Reason.WRONG_APP,
                    "of another title",
                    xbox.signed().claim("xti", Map.of("tid", "1234567891"))),
                refused(
                    Reason.WRONG_APP,
                    "of a title in a list",
                    xbox.signed().claim("xti", Map.of("tid", List.of(XboxTokens.TITLE)))),
                refused(Reason.WRONG_APP, "of no title", xbox.signed().without("xti")),
                refused(
                    Reason.EXPIRED,
                    "expired",
                    xbox.signed().notBefore(now.minusSeconds(60)).expiresAt(now.minusSeconds(30))),
                refused(Reason.INVALID, "without an end", xbox.signed().without("exp")),
                refused(
                    Reason.EXPIRED, "not yet valid", xbox.signed().notBefore(now.plusSeconds(31))),
                refused(Reason.INVALID, "without a beginning", xbox.signed().without("nbf")),
                refused(
                    Reason.EXPIRED,
                    "older than we take",
                    xbox.signed()
                        .notBefore(now.minus(Duration.ofDays(1)).minusSeconds(30))
                        .expiresAt(now.plus(Duration.ofDays(29)))),
                refused(
                    Reason.INVALID,
                    "living longer than Xbox lets any",
                    xbox.signed().expiresAt(now.plus(Duration.ofDays(31)))),
                refused(
                    Reason.INVALID,
                    "by another issuer",
                    xbox.signed().issuer("https://xsts.auth.xboxlive.com"))));
    all.addAll(signatures());
    all.addAll(users());
    return all;
  }

  private List<Refusal<XboxCredential>> signatures() {
    String kid = xbox.issuer().kid();
    TestKey foreign = TestKey.named("foreign", Algorithm.RS256).withKeyId(kid);
    return List.of(
        refused(Reason.INVALID, "by a foreign key", xbox.signed().signedWith(foreign)),
        refused(Reason.INVALID, "by a key that is not published", xbox.signed().header("kid", "x")),
        refused(Reason.INVALID, "naming no key", xbox.signed().withoutHeader("kid")),
        refused(
            Reason.INVALID,
            "by a shared secret",
            xbox.signed()
                .signedWith(
                    TestKey.sharedSecret(
                        TestKey.named("ours", Algorithm.RS256).publicKey().getEncoded()))
                .header("kid", kid)),
        Refusal.rejected(
            "unsigned", credential(xbox.encrypted(unsigned()).token()), Reason.INVALID),
        Refusal.rejected(
            "a token of ours encrypted twice",
            credential(xbox.encrypted(token).token()),
            Reason.INVALID),
        refused(
            Reason.INVALID,
            "with its key at another host",
            xbox.signed().header("jku", "https://xsts-keys.auth.xboxlive.com.evil.example/keys")),
        refused(
            Reason.INVALID,
            "with its key behind a name",
            xbox.signed().header("jku", "https://xsts-keys.auth.xboxlive.com@evil.example/keys")),
        refused(
            Reason.INVALID,
            "with its key where anybody listens",
            xbox.signed().header("jku", "http://xsts-keys.auth.xboxlive.com/keys")),
        refused(Reason.INVALID, "with its key nowhere", xbox.signed().withoutHeader("jku")),
        Refusal.undecided("no usable key at Microsoft's", goodCredential(), Cause.MISCONFIGURED)
            .answering(XboxTokens.KEYS, 200, "{\"keys\":[]}"));
  }

  private String unsigned() {
    String text = xbox.signed().header("alg", "none").signed();
    return text.substring(0, text.lastIndexOf('.') + 1);
  }

  private List<Refusal<XboxCredential>> users() {
    Map<String, Object> other = XboxTokens.otherUser();
    List<Refusal<XboxCredential>> all =
        new ArrayList<>(
            List.of(
                Refusal.rejected("of nobody", withUsers(), Reason.INVALID),
                Refusal.rejected("of other users", withUsers(other), Reason.INVALID),
                Refusal.rejected(
                    "of two users with one hash",
                    withUsers(XboxTokens.user(), user(same -> same.put("ptx", OTHER_PARTNER_ID))),
                    Reason.INVALID),
                Refusal.rejected(
                    "without users", with(xbox.signed().without("xui")), Reason.INVALID),
                Refusal.rejected(
                    "with a user who is no list",
                    with(xbox.signed().claim("xui", XboxTokens.user())),
                    Reason.INVALID),
                Refusal.rejected("with odd users", withUsers(null, "x", 1), Reason.INVALID),
                Refusal.undecided(
                    "without the id that we go by",
                    withUsers(user(without -> without.remove("ptx"))),
                    Cause.MISCONFIGURED),
                Refusal.undecided(
                    "with an empty id",
                    withUsers(user(empty -> empty.put("ptx", null))),
                    Cause.MISCONFIGURED)));
    String two =
        xbox.encrypted(xbox.signed().claim("xui", List.of(XboxTokens.user(), other))).token();
    String none = xbox.encrypted(xbox.signed().claim("xui", List.of())).token();
    for (String header :
        List.of(
            "XBL3.0 x=*;" + two,
            "XBL3.0 x=*;" + none,
            "XBL3.0 x=-;" + token,
            "XBL3.0 x=;" + token,
            "XBL3.0 x=0" + HASH + ";" + token,
            "XBL3.0 x=" + OTHER_HASH + ";" + token,
            "XBL3.0 x=" + HASH + "," + OTHER_HASH + ";" + two,
            "XBL3.0 x=" + HASH + " ;" + token,
            "XBL3.0  x=" + HASH + ";" + token,
            "XBL2.0 x=" + HASH + ";" + token,
            "Bearer " + token,
            "XBL3.0 x=" + HASH + ";",
            "XBL3.0 x=" + HASH,
            "XBL3.0 x=" + HASH + ";;" + token,
            "XBL3.0 x=" + HASH + "; " + token,
            token)) {
      all.add(
          Refusal.rejected(
              header.substring(0, Math.min(header.length(), 40)), header(header), Reason.INVALID));
    }
    return all;
  }

  @Override
  public Map<String, Function<String, XboxCredential>> parts() {
    return Map.of(
        "authorization",
        text -> header(text),
        "userHash",
        text -> header("XBL3.0 x=" + text + ";" + token),
        "token",
        text -> credential(text));
  }

  @Override
  public List<String> secrets() {
    String key =
        Base64.getEncoder()
            .encodeToString(xbox.relyingParty("rp one").keys().getPrivate().getEncoded());
    return List.of(
        token, key.substring(60, 100), HASH, XboxTokens.PARTNER_ID, xbox.signed().signed());
  }

  private Accepted accepted(XboxCredential credential) {
    return assertInstanceOf(Accepted.class, verdict(platforms.context(), credential));
  }

  @Test
  void takesTheOnlyUserForAll() {
    answerWell();

    assertEquals(
        new Accepted(identity()), verdict(platforms.context(), header("XBL3.0 x=*;" + token)));
  }

  @Test
  void takesTheUserWhomTheClientMeans() {
    answerWell();
    String two =
        xbox.encrypted(
                xbox.signed().claim("xui", List.of(XboxTokens.user(), XboxTokens.otherUser())))
            .token();

    assertEquals(identity(), accepted(credential(two)).identity());
    PlatformIdentity other = accepted(header("XBL3.0 x=" + OTHER_HASH + ";" + two)).identity();
    assertEquals(OTHER_PARTNER_ID, other.subject());
    assertEquals(Optional.of("Child"), other.facts().ageBand());
  }

  @Test
  void takesATokenOnceForEachOfItsUsers() {
    answerWell();
    String two =
        xbox.encrypted(
                xbox.signed().claim("xui", List.of(XboxTokens.user(), XboxTokens.otherUser())))
            .token();
    PlatformAdapter<XboxCredential> adapter = adapter(platforms.context());

    assertEquals("ACCEPTED", nameOf(adapter.verify(credential(two))));
    assertEquals("ACCEPTED", nameOf(adapter.verify(header("XBL3.0 x=" + OTHER_HASH + ";" + two))));
    assertEquals("REPLAYED", nameOf(adapter.verify(credential(two))));
  }

  @Test
  void anotherEnvelopeOrHeaderDoesNotMakeItAnotherToken() {
    answerWell();
    PlatformAdapter<XboxCredential> adapter = adapter(platforms.context());
    String signed = xbox.signed().signed();

    assertEquals("ACCEPTED", nameOf(adapter.verify(credential(xbox.encrypted(signed).token()))));
    assertEquals("REPLAYED", nameOf(adapter.verify(credential(xbox.encrypted(signed).token()))));
    assertEquals(
        "REPLAYED",
        nameOf(adapter.verify(header("XBL3.0 x=*;" + xbox.encrypted(signed).draft().token()))));
  }

  @Test
  void remembersAUseForAsLongAsTheTokenWouldBeTaken() {
    answerWell();
    PlatformAdapter<XboxCredential> adapter = adapter(platforms.context());
    XboxCredential long30Days = with(xbox.signed().expiresAt(now.plus(Duration.ofDays(30))));

    assertEquals("ACCEPTED", nameOf(adapter.verify(long30Days)));
    platforms.clock().advance(Duration.ofDays(1).plusSeconds(29));
    assertEquals("REPLAYED", nameOf(adapter.verify(long30Days)));
    platforms.clock().advance(Duration.ofSeconds(1));
    assertEquals("EXPIRED", nameOf(adapter.verify(long30Days)));
  }

  @Test
  void takesATokenInItsFirstAndLastSecond() {
    answerWell();

    accepted(with(xbox.signed().notBefore(now.plusSeconds(30))));
    accepted(with(xbox.signed().notBefore(now.minusSeconds(60)).expiresAt(now.minusSeconds(29))));
    accepted(
        with(
            xbox.signed()
                .notBefore(now.minus(Duration.ofDays(1)).minusSeconds(29))
                .expiresAt(now.plusSeconds(60))));
  }

  /** As in the token that Microsoft's documentation shows. */
  @Test
  void takesPss() {
    platforms.reset();
    TestKey pss = TestKey.named("pss", Algorithm.PS256);
    platforms.answer(XboxTokens.PSS_KEYS, keySet(pss));

    accepted(with(xbox.signed().signedWith(pss).header("jku", XboxTokens.PSS_KEYS)));

    assertEquals(0, platforms.requests(XboxTokens.KEYS));
  }

  private static String keySet(TestKey key) {
    try {
      return new ObjectMapper().writeValueAsString(Map.of("keys", List.of(key.jwk())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void looksWhereItWasToldToWhateverPathATokenNames() {
    answerWell();

    accepted(with(xbox.signed().header("jku", "https://xsts-keys.auth.xboxlive.com/keys/v2?x=y")));

    assertEquals(1, platforms.received().size());
  }

  @Test
  void takesAConsoleFullOfUsers() {
    answerWell();
    List<Object> users = new ArrayList<>();
    users.add(XboxTokens.user());
    for (int i = 1; i < 12; i++) {
      String hash = "900" + i;
      users.add(
          user(
              each -> {
                each.put("uhs", hash);
                each.put("dlt", "x".repeat(1000));
              }));
    }

    accepted(withUsers(users.toArray()));
  }

  @Test
  void theNameIsTheClassicGamertagElseTheModernOne() {
    answerWell();

    assertEquals(
        Optional.of("Example#1234"),
        accepted(withUsers(user(modern -> modern.remove("gtg")))).identity().displayName());
    assertEquals(
        Optional.of("Example"),
        accepted(
                withUsers(
                    user(
                        modern -> {
                          modern.put("gtg", null);
                          modern.put("mgs", "");
                        })))
            .identity()
            .displayName());
    for (String bad : List.of(" ", "a\nb", "\u202eevil", "x".repeat(129))) {
      assertEquals(
          Optional.empty(),
          accepted(withUsers(user(odd -> odd.put("gtg", bad)))).identity().displayName(),
          bad);
    }
  }

  @Test
  void whatIsNotSaidOrNotUnderstoodIsNoFact() {
    answerWell();
    PlatformFacts bare =
        accepted(
                withUsers(
                    Map.of("uhs", HASH, "ptx", XboxTokens.PARTNER_ID, "ctr", "103", "agg", "<18")))
            .identity()
            .facts();
    PlatformFacts odd =
        accepted(
                withUsers(
                    user(
                        user -> {
                          user.put("prv", "254  x -1 185;186 1e3 123456 188");
                          user.put("ctr", 103);
                          user.put("agg", List.of());
                        })))
            .identity()
            .facts();

    assertEquals(PlatformFacts.NONE, bare);
    assertEquals(
        PlatformFacts.NONE.entitlements(Set.of("xbox:privilege:254", "xbox:privilege:188")), odd);
  }

  private PlatformVerdict verdict(Settings settings, XboxCredential credential) {
    try (XboxAdapter adapter = new XboxAdapter(settings, platforms.context())) {
      return adapter.verify(credential);
    }
  }

  private Settings settings(List<String> sandboxes, PlayerId playerId, Duration maxAge) {
    Settings usual = xbox.settings();
    return new Settings(
        usual.relyingParties(),
        usual.keys(),
        usual.titleIds(),
        Optional.of(sandboxes),
        Optional.of(playerId),
        Optional.empty(),
        Optional.of(maxAge),
        Optional.of(Duration.ZERO),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aPlayerOfASandboxIsAnotherThanTheOneOfRetail() {
    answerWell();
    Settings both = settings(List.of("RETAIL", "XDKS.1"), PlayerId.PTX, Duration.ofDays(1));

    Accepted retail = (Accepted) verdict(both, goodCredential());
    Accepted sandbox = (Accepted) verdict(both, with(xbox.signed().claim("sbx", "XDKS.1")));

    assertEquals("RETAIL", retail.identity().environment());
    assertEquals("XDKS.1", sandbox.identity().environment());
  }

  @Test
  void goesByTheXuidWhenToldTo() {
    answerWell();
    Settings xid = settings(List.of("RETAIL"), PlayerId.XID, Duration.ofDays(1));

    Accepted accepted =
        (Accepted) verdict(xid, withUsers(user(user -> user.put("xid", "2533274790412952"))));

    assertEquals("2533274790412952", accepted.identity().subject());
    assertEquals(IdScope.GLOBAL, accepted.identity().scope());
    assertEquals("MISCONFIGURED", nameOf(verdict(xid, goodCredential())));
  }

  @Test
  void takesATokenAsOldAsItIsToldTo() {
    answerWell();
    Settings young = settings(List.of("RETAIL"), PlayerId.PTX, Duration.ofMinutes(1));

    assertEquals(
        "ACCEPTED", nameOf(verdict(young, with(xbox.signed().notBefore(now.minusSeconds(59))))));
    assertEquals(
        "EXPIRED", nameOf(verdict(young, with(xbox.signed().notBefore(now.minusSeconds(60))))));
  }

  @Test
  void goesOnWithItsKeysDuringAnOutage() {
    answerWell();
    try (XboxAdapter adapter = new XboxAdapter(xbox.settings(), platforms.context())) {
      adapter.warmUp();
      adapter.verify(with(xbox.signed().claim("sbx", "RETAIL").claim("x", 1)));
      platforms.reset();
      platforms.clock().advance(Duration.ofMinutes(5));

      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    }
  }

  @Test
  void unknownKeysMakeItAskAgainButNotForEachOfThem() {
    answerWell();
    try (XboxAdapter adapter = new XboxAdapter(xbox.settings(), platforms.context())) {
      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
      for (int round = 1; round <= 3; round++) {
        platforms.clock().advance(Duration.ofSeconds(11));
        for (int i = 0; i < 10; i++) {
          String kid = "unknown-" + i;
          assertEquals("INVALID", nameOf(adapter.verify(with(xbox.signed().header("kid", kid)))));
        }
        int requests = platforms.requests(XboxTokens.KEYS);
        assertTrue(requests > round && requests <= 1 + 2 * round, round + ": " + requests);
      }
    }
  }
}
