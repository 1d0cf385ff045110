// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.GameCenterAdapter.PlayerIdKind;
import io.github.gameauth.adapters.GameCenterAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CertificateCache;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class GameCenterAdapterTest implements PlatformAdapterContract<GameCenterCredential> {
  private static final String URL = GameCenterBuilder.URL;

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Instant now = platforms.clock().instant();
  private final GameCenterCredential good = signature().credential();

  private GameCenterBuilder signature() {
    return new GameCenterBuilder(platforms.clock().instant());
  }

  private GameCenterCredential withUrl(String url) {
    return new GameCenterCredential(
        good.playerId(), url, good.signature(), good.salt(), good.timestamp());
  }

  private GameCenterCredential withSalt(byte[] salt) {
    String text = Base64.getEncoder().encodeToString(salt);
    return new GameCenterCredential(
        good.playerId(), URL, good.signature(), Secret.of(text), good.timestamp());
  }

  private GameCenterCredential withPlayer(String player) {
    return new GameCenterCredential(player, URL, good.signature(), good.salt(), good.timestamp());
  }

  private GameCenterCredential withSignature(String signature) {
    return new GameCenterCredential(
        good.playerId(), URL, Secret.of(signature), good.salt(), good.timestamp());
  }

  private GameCenterCredential withTimestamp(long timestamp) {
    return new GameCenterCredential(good.playerId(), URL, good.signature(), good.salt(), timestamp);
  }

  private static byte[] salt() {
    return Base64.getDecoder().decode("Rug+0Q==");
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<GameCenterCredential> adapter(AdapterContext context) {
    return new GameCenterAdapter(GameCenterBuilder.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "game-center";
  }

  @Override
  public String settingsJson() {
    return """
        {"bundleIds":["com.example.game","com.example.game.tv"],"organization":"%s",
         "intermediates":"%s","roots":"%s"}"""
        .formatted(
            TestCertificate.ORGANIZATION,
            GameCenterBuilder.authority().pem().replace("\n", "\\n"),
            GameCenterBuilder.root().pem().replace("\n", "\\n"));
  }

  @Override
  public GameCenterCredential goodCredential() {
    return good;
  }

  @Override
  public String credentialJson() {
    return json(Long.toString(good.timestamp()));
  }

  private String json(String timestamp) {
    return """
        {"playerId":"%s","publicKeyUrl":"%s","signature":"%s","salt":"Rug+0Q==","timestamp":%s}"""
        .formatted(good.playerId(), URL, good.signature().reveal(), timestamp);
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("game-center"), "", "T:_0a1b2c3d4e5f", IdScope.TEAM);
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.file(URL, GameCenterBuilder.leaf().pem())
            .means(403, "INVALID")
            .means(404, "INVALID"));
  }

  private Refusal<GameCenterCredential> invalid(String name, GameCenterCredential credential) {
    return Refusal.rejected(name, credential, Reason.INVALID);
  }

  private Refusal<GameCenterCredential> published(String name, TestCertificate certificate) {
    return invalid(name, signature().by(certificate).credential())
        .answering(URL, aResponse().withBody(certificate.encoded()));
  }

  @Override
  public List<Refusal<GameCenterCredential>> refusals() {
    List<Refusal<GameCenterCredential>> all = new ArrayList<>();
    all.add(invalid("for another game", signature().bundleId("com.example.other").credential()));
    all.add(invalid("with another player", withPlayer("T:_0a1b2c3d4e5e")));
    all.add(invalid("with another time", withTimestamp(good.timestamp() + 1)));
    all.add(invalid("with another salt", withSalt(new byte[] {1, 2, 3, 4})));
    all.add(invalid("with a longer salt", withSalt(new byte[65])));
    all.add(invalid("with no base64", withSignature("*" + good.signature().reveal())));
    all.add(
        invalid("with half a signature", withSignature(good.signature().reveal().substring(172))));
    all.add(
        Refusal.rejected(
            "with a time in seconds", withTimestamp(now.getEpochSecond()), Reason.EXPIRED));
    all.add(
        Refusal.rejected(
            "too old",
            signature().later(Duration.ofMinutes(-10).minusMillis(1)).credential(),
            Reason.EXPIRED));
    all.add(
        invalid("of later", signature().later(Duration.ofMinutes(10).plusMillis(1)).credential()));
    all.add(
        invalid(
            "by a key that is not published",
            signature().by(GameCenterBuilder.authority()).credential()));
    TestCertificate foreign = TestCertificate.root("Foreign Root", now);
    all.add(published("under a foreign root", foreign.leaf("Game Center Test", now)));
    all.add(published("under a root without an intermediate", foreign));
    all.add(
        published(
            "under one that is no authority", GameCenterBuilder.leaf().leaf("Below A Leaf", now)));
    all.add(
        published(
            "by an expired certificate",
            GameCenterBuilder.authority()
                .leaf("Short", now.minusSeconds(60), now.minusSeconds(1))));
    all.add(
        published(
            "by a certificate of later",
            GameCenterBuilder.authority().leaf("Later", now.plusSeconds(1), now.plusSeconds(60))));
    all.add(
        published(
            "by somebody else's certificate",
            GameCenterBuilder.authority().leaf(new X500Principal("CN=Apple Inc.,O=Evil"), now)));
    all.add(
        Refusal.undecided("the certificate is moved", good, Cause.OUTAGE)
            .answering(
                URL,
                aResponse().withStatus(301).withHeader("Location", "https://evil.example/a.cer")));
    for (String url :
        List.of(
            "http://static.gc.apple.com/public-key/gc-prod-12.cer",
            "https://evilapple.com/public-key/gc-prod-12.cer",
            "https://evil.apple.com/public-key/gc-prod-12.cer",
            "https://static.gc.apple.com.evil.example/public-key/gc-prod-12.cer",
            "https://STATIC.gc.apple.com/public-key/gc-prod-12.cer",
            "https://static.gc.apple.com./public-key/gc-prod-12.cer",
            "https://static.gc.apple.com:443/public-key/gc-prod-12.cer",
            "https://static.gc.apple.com:8443/public-key/gc-prod-12.cer",
            "https://user@static.gc.apple.com/public-key/gc-prod-12.cer",
            "https://static.gc.apple.com@evil.example/public-key/gc-prod-12.cer",
            "https://evil.example\\@static.gc.apple.com/public-key/gc-prod-12.cer",
            "https://static.gc.apple.com/public-key/../gc-prod-12.cer",
            "https://static.gc.apple.com/public-key/x/gc-prod-12.cer",
            "https://static.gc.apple.com/public-key//gc-prod-12.cer",
            "https://static.gc.apple.com/public-key/gc-%2e%2e.cer",
            "https://static.gc.apple.com/public-key/gc-prod-12.cer?x=.cer",
            "https://static.gc.apple.com/public-key/gc-prod-12.cer#.cer",
            "https://static.gc.apple.com/public-key/gc-prod-12.pem",
            "https://static.gc.apple.com/other/gc-prod-12.cer",
            "//static.gc.apple.com/public-key/gc-prod-12.cer",
            " " + URL)) {
      all.add(invalid(url, withUrl(url)));
    }
    for (String player :
        List.of("A:_0a1b2c3d4e5f", "G:1234567890", "0a1b2c3d4e5f", "T:_", "T:_0a1b.2c3d4e5f")) {
      all.add(invalid("signed for " + player, signature().player(player).credential()));
    }
    return all;
  }

  @Override
  public Map<String, Function<String, GameCenterCredential>> parts() {
    return Map.of(
        "playerId",
        this::withPlayer,
        "publicKeyUrl",
        this::withUrl,
        "signature",
        this::withSignature,
        "salt",
        text ->
            new GameCenterCredential(
                good.playerId(), URL, good.signature(), Secret.of(text), good.timestamp()));
  }

  @Override
  public List<String> secrets() {
    return List.of(good.signature().reveal(), good.playerId());
  }

  private String verdictOn(GameCenterCredential credential) {
    answerWell();
    return PlatformAdapterContract.nameOf(verdict(platforms.context(), credential));
  }

  @Test
  void takesASignatureAtBothEdgesOfItsTime() {
    for (Duration edge : List.of(Duration.ofMinutes(-10), Duration.ofMinutes(10))) {
      assertEquals("ACCEPTED", verdictOn(signature().later(edge).credential()), edge.toString());
    }
  }

  @Test
  void refusesASecondUseUntilTheEndOfItsTimeAndThenItsAge() {
    answerWell();
    PlatformAdapter<GameCenterCredential> adapter = adapter(platforms.context());
    GameCenterCredential ahead = signature().later(Duration.ofMinutes(10)).credential();
    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(ahead)));

    platforms.clock().advance(Duration.ofMinutes(20));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(ahead)));
    platforms.clock().advance(Duration.ofMillis(1));
    assertEquals("EXPIRED", PlatformAdapterContract.nameOf(adapter.verify(ahead)));
  }

  @Test
  void anotherSpellingOfASignatureIsTheSameSignature() {
    answerWell();
    PlatformAdapter<GameCenterCredential> adapter = adapter(platforms.context());
    GameCenterCredential unpadded =
        new GameCenterCredential(
            good.playerId(),
            URL,
            Secret.of(good.signature().reveal().replace("=", "")),
            Secret.of("Rug+0Q"),
            good.timestamp());

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(good)));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(unpadded)));
  }

  @Test
  void takesEachOfItsBundleIds() {
    assertEquals("ACCEPTED", verdictOn(signature().bundleId("com.example.game.tv").credential()));
  }

  /** There are no separators among the signed bytes. */
  @Test
  void refusesASignatureWhoseBytesAreDividedInAnotherWay() {
    GameCenterCredential other =
        signature().player("T:_0a1b2c3d4e").bundleId("5f.com.example.game").credential();
    GameCenterCredential shifted =
        new GameCenterCredential(
            "T:_0a1b2c3d4e5f.", URL, other.signature(), other.salt(), other.timestamp());
    assertEquals("INVALID", verdictOn(shifted));

    GameCenterCredential longer = signature().bundleId("com.example.game.evil").credential();
    ByteBuffer rest =
        ByteBuffer.allocate(17)
            .put(".evil".getBytes(US_ASCII))
            .putLong(longer.timestamp())
            .put(salt());
    long timestamp = rest.flip().getLong();
    byte[] salt = new byte[rest.remaining()];
    rest.get(salt);
    GameCenterCredential late =
        new GameCenterCredential(
            longer.playerId(),
            URL,
            longer.signature(),
            Secret.of(Base64.getEncoder().encodeToString(salt)),
            timestamp);
    assertEquals("INVALID", verdictOn(late));
  }

  @Test
  void takesOtherKindsOfIdsWhenToldTo() {
    answerWell();
    Settings ours = GameCenterBuilder.settings();
    Settings all =
        new Settings(
            ours.bundleIds(),
            Optional.empty(),
            Optional.of(List.of(PlayerIdKind.LEGACY, PlayerIdKind.GAME)),
            Optional.empty(),
            ours.organization(),
            ours.intermediates(),
            ours.roots());
    var adapter = new GameCenterAdapter(all, platforms.context());

    Accepted legacy = (Accepted) adapter.verify(signature().player("G:1234567890").credential());
    Accepted game =
        (Accepted) adapter.verify(signature().player("A:_fa804cf2a813ae52").credential());

    assertEquals(IdScope.GLOBAL, legacy.identity().scope());
    assertEquals(IdScope.APP, game.identity().scope());
    assertEquals("INVALID", PlatformAdapterContract.nameOf(adapter.verify(good)));
  }

  @Test
  void takesATimeThatIsText() {
    PlatformAdapter<GameCenterCredential> adapter = adapter(platforms.context());

    assertEquals(
        Optional.of(good),
        PlatformCatalog.credential(adapter, json("\"" + good.timestamp() + "\"")));
    for (String bad : List.of("\"\"", "\"soon\"", "\"1.5\"", "1.5", "null", "true", "[]")) {
      assertEquals(Optional.empty(), PlatformCatalog.credential(adapter, json(bad)), bad);
    }
    assertEquals(
        Optional.empty(), PlatformCatalog.credential(adapter, json("18446744073709551616")));
  }

  @Test
  void asksForTheCertificateOnce() {
    answerWell();
    PlatformAdapter<GameCenterCredential> adapter = adapter(platforms.context());
    for (String player : List.of("T:_aaaaaaaa", "T:_bbbbbbbb", "T:_cccccccc")) {
      assertEquals(
          "ACCEPTED",
          PlatformAdapterContract.nameOf(adapter.verify(signature().player(player).credential())));
    }
    assertEquals(1, platforms.requests(URL));
  }

  @Test
  void goesOnWithItsCertificateDuringAnOutage() {
    answerWell();
    PlatformAdapter<GameCenterCredential> adapter = adapter(platforms.context());
    adapter.verify(good);
    platforms.answer(URL, aResponse().withStatus(503));
    platforms.clock().advance(Duration.ofHours(24));

    assertEquals(
        "ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(signature().credential())));
  }

  @Test
  void asksNobodyForASignatureOfAnotherTime() {
    verdictOn(signature().later(Duration.ofHours(-1)).credential());

    assertEquals(List.of(), platforms.received());
  }

  /** Apple's own certificate, under the root and the intermediate that come with the library. */
  @Test
  void trustsTheCertificateThatApplePublishes() throws Exception {
    byte[] file = GameCenterAdapterTest.class.getResourceAsStream("gc-prod-12.pem").readAllBytes();
    String pem = new String(file, US_ASCII);
    platforms.answer(URL, aResponse().withBody(pem.substring(pem.indexOf("-----"))));
    platforms.clock().jumpWall(Duration.between(now, Instant.parse("2026-09-01T12:00:00Z")));
    CertificateCache certificates =
        new CertificateCache(
            "game-center",
            platforms.context(),
            List.of("static.gc.apple.com"),
            Pattern.compile("/public-key/gc-prod-12\\.cer"),
            new Settings("com.example.game").trust());

    assertTrue(
        certificates
            .at(URL)
            .certificate()
            .getSubjectX500Principal()
            .getName()
            .contains("O=Apple Inc."));
  }

  @Test
  void settingsComplain() {
    Settings ours = GameCenterBuilder.settings();
    Optional<String> none = Optional.empty();
    for (var bad :
        List.<Executable>of(
            () -> new Settings(),
            () -> new Settings("com.example.game", "com.example.game"),
            () -> new Settings("com example"),
            () -> with(Optional.of(Duration.ofSeconds(59)), Optional.empty(), none, none),
            () -> with(Optional.of(Duration.ofMinutes(61)), Optional.empty(), none, none),
            () -> with(Optional.empty(), Optional.of(List.of("evilapple.com")), none, none),
            () ->
                with(Optional.empty(), Optional.of(List.of("apple.com.evil.example")), none, none),
            () -> with(Optional.empty(), Optional.of(List.of("Static.gc.apple.com")), none, none),
            () -> with(Optional.empty(), Optional.of(List.of()), none, none),
            () -> with(Optional.empty(), Optional.empty(), Optional.of("x"), ours.roots()),
            () ->
                with(Optional.empty(), Optional.empty(), ours.intermediates(), Optional.of("")))) {
      String message = assertThrows(IllegalArgumentException.class, bad).getMessage();
      assertTrue(message.matches("\\w+: .* \\(expected: .*\\)"), message);
    }
  }

  private static Settings with(
      Optional<Duration> maxAge,
      Optional<List<String>> hosts,
      Optional<String> intermediates,
      Optional<String> roots) {
    return new Settings(
        List.of("com.example.game"),
        maxAge,
        Optional.empty(),
        hosts,
        Optional.empty(),
        intermediates,
        roots);
  }
}
