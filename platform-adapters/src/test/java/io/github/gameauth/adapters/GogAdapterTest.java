// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.GogAdapter.Client;
import io.github.gameauth.adapters.GogAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NotProvedException;
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
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class GogAdapterTest implements PlatformAdapterContract<GogTicket> {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final String OTHER_KEY = "_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final String CLIENT = "46700618453700513";
  private static final String USER = "46987466337914189";
  private static final byte[] IV = HexFormat.of().parseHex("f0e0d0c0b0a090807060504030201000");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final long now = platforms.clock().instant().getEpochSecond();

  private static String content(String user, String client, long made, String data) {
    return "[\"" + user + "\",\"" + client + "\"," + made + ",\"" + data + "\"]";
  }

  private static String sealed(String key, String content) {
    byte[] text = content.getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 15) / 16 * 16);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(Base64.getUrlDecoder().decode(key), "AES"),
          new IvParameterSpec(IV));
      byte[] ticket = Arrays.copyOf(IV, 16 + padded.length);
      System.arraycopy(cipher.doFinal(padded), 0, ticket, 16, padded.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String ticket() {
    return sealed(KEY, content(USER, CLIENT, now, "n-17"));
  }

  private static GogTicket with(String ticket) {
    return new GogTicket(Secret.of(ticket), Secret.of("n-17"));
  }

  private static Refusal<GogTicket> refused(String name, String content, Reason reason) {
    return Refusal.rejected(name, with(sealed(KEY, content)), reason);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<GogTicket> adapter(AdapterContext context) {
    return new GogAdapter(new Settings(CLIENT, Secret.of(KEY)), context);
  }

  @Override
  public String catalogueName() {
    return "gog-ticket-players-can-alter";
  }

  @Override
  public String settingsJson() {
    return """
        {"clients":[{"clientId":"%s","key":"%s"}]}"""
        .formatted(CLIENT, KEY);
  }

  @Override
  public GogTicket goodCredential() {
    return with(ticket());
  }

  @Override
  public String credentialJson() {
    return """
        {"ticket":"%s","nonce":"n-17"}"""
        .formatted(ticket());
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("gog"), "unconfirmed", USER, IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.entitlements(Set.of("gog:" + CLIENT)));
  }

  @Override
  public List<Answer> answers() {
    return List.of();
  }

  @Override
  public List<Refusal<GogTicket>> refusals() {
    List<Refusal<GogTicket>> all =
        new ArrayList<>(
            List.of(
                refused(
                    "for another game",
                    content(USER, "46700618453700514", now, "n-17"),
                    Reason.WRONG_APP),
                refused("too old", content(USER, CLIENT, now - 600, "n-17"), Reason.EXPIRED),
                refused(
                    "made in the future", content(USER, CLIENT, now + 31, "n-17"), Reason.INVALID),
                refused(
                    "with the nonce of another login",
                    content(USER, CLIENT, now, "n-18"),
                    Reason.REPLAYED),
                refused("without a nonce", content(USER, CLIENT, now, ""), Reason.REPLAYED),
                Refusal.rejected(
                    "under another key",
                    with(sealed(OTHER_KEY, content(USER, CLIENT, now, "n-17"))),
                    Reason.INVALID)));
    String good = content(USER, CLIENT, now, "n-17");
    for (String odd :
        List.of(
            good.replace("\"" + USER + "\"", USER),
            good.replace("\"" + CLIENT + "\"", CLIENT),
            good.replace(USER, "4698746633791418a"),
            good.replace(USER, ""),
            good.replace(USER, "1".repeat(21)),
            good.replace("" + now, "\"" + now + "\""),
            good.replace("" + now, "-1"),
            good.replace("" + now, "1" + "0".repeat(17)),
            good.replace("" + now, now + ".5"),
            good.replace("\"n-17\"", "17"),
            good.replace("]", ",\"\"]"),
            good.replace(",\"n-17\"", ""),
            good + good,
            good + "\u0000x",
            "{\"0\":\"1\"}",
            "",
            "\u0000")) {
      all.add(refused("content " + odd, odd, Reason.INVALID));
    }
    for (int cut = 1; cut < ticket().length(); cut += 13) {
      all.add(
          Refusal.rejected("cut after " + cut, with(ticket().substring(0, cut)), Reason.INVALID));
    }
    all.add(Refusal.rejected("padded", with(ticket() + "="), Reason.INVALID));
    return all;
  }

  @Override
  public Map<String, Function<String, GogTicket>> parts() {
    return Map.of(
        "ticket",
        GogAdapterTest::with,
        "nonce",
        text -> new GogTicket(Secret.of(ticket()), Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(ticket(), KEY, USER);
  }

  private String verdictOn(GogAdapter adapter, GogTicket credential) {
    return PlatformAdapterContract.nameOf(adapter.verify(credential));
  }

  /** Rewrites the first block, as everybody can who knows what stands there. */
  private static String rewritten(String ticket, String was, String becomes) {
    byte[] bytes = Base64.getUrlDecoder().decode(ticket);
    for (int i = 0; i < 16; i++) {
      bytes[i] ^= (byte) (was.charAt(i) ^ becomes.charAt(i));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void opensGogsOwnExample() throws IOException {
    JsonNode vector = vector();
    TestClock then = TestClock.at("2015-07-16T07:56:07Z");
    GogAdapter adapter =
        new GogAdapter(
            new Settings(vector.at("/content/1").asText(), Secret.of(vector.path("key").asText())),
            platforms.context().clock(then));
    GogTicket ticket =
        new GogTicket(
            Secret.of(vector.path("ticket").asText()), Secret.of(vector.at("/content/3").asText()));

    Accepted accepted = assertInstanceOf(Accepted.class, adapter.verify(ticket));

    assertEquals(vector.at("/content/0").asText(), accepted.identity().subject());
    assertEquals(then.instant().getEpochSecond(), vector.at("/content/2").asLong());
    then.advance(Duration.ofMinutes(10));
    assertEquals("EXPIRED", verdictOn(adapter, ticket));
  }

  private static JsonNode vector() throws IOException {
    try (InputStream in =
        GogAdapterTest.class.getResourceAsStream("/vectors/gog/session-ticket.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** Why its name is a warning. If this fails, GOG's format has changed for the better. */
  @Test
  void cannotTellThatSomebodyHasRewrittenTheUserId() throws IOException {
    JsonNode vector = vector();
    GogAdapter adapter =
        new GogAdapter(
            new Settings(CLIENT, Secret.of(vector.path("key").asText())),
            platforms.context().clock(TestClock.at("2015-07-16T07:56:07Z")));
    String altered =
        rewritten(vector.path("ticket").asText(), "[\"46987466337914", "[\"11111111111111");

    Accepted accepted =
        assertInstanceOf(Accepted.class, adapter.verify(new GogTicket(Secret.of(altered))));

    assertEquals("11111111111111189", accepted.identity().subject());
    assertEquals("unconfirmed", accepted.identity().environment());
  }

  @Test
  void noticesARewrittenCopyOfATicketThatWasUsed() {
    GogAdapter adapter = new GogAdapter(new Settings(CLIENT, Secret.of(KEY)), platforms.context());
    String altered = rewritten(ticket(), "[\"46987466337914", "[\"11111111111111");

    assertEquals("ACCEPTED", verdictOn(adapter, goodCredential()));
    assertEquals("REPLAYED", verdictOn(adapter, with(altered)));
  }

  @Test
  void believesATicketThatAnAccountCheckConfirms() {
    Secret evidence = Secret.of("what-the-check-needs");
    GogAdapter adapter =
        new GogAdapter(
            new Settings(CLIENT, Secret.of(KEY)),
            platforms.context(),
            (userId, shown) -> userId.equals(USER) && shown.equals(Optional.of(evidence)));
    GogTicket confirmed =
        new GogTicket(Secret.of(ticket()), Optional.of(Secret.of("n-17")), Optional.of(evidence));
    GogTicket altered =
        new GogTicket(
            Secret.of(rewritten(ticket(), "[\"46987466337914", "[\"11111111111111")),
            Optional.of(Secret.of("n-17")),
            Optional.of(evidence));

    assertEquals("INVALID", verdictOn(adapter, altered));
    assertEquals("INVALID", verdictOn(adapter, goodCredential()));
    Accepted accepted = assertInstanceOf(Accepted.class, adapter.verify(confirmed));
    assertEquals("", accepted.identity().environment());
  }

  @Test
  void isUndecidedWhileTheAccountCheckIs() {
    GogAdapter adapter =
        new GogAdapter(
            new Settings(CLIENT, Secret.of(KEY)),
            platforms.context(),
            (userId, evidence) -> {
              throw NotProvedException.outage();
            });

    assertEquals("OUTAGE", verdictOn(adapter, goodCredential()));
    assertEquals(0, platforms.once().size());
  }

  @Test
  void takesEachClientUnderItsOwnKeyOnly() {
    Settings settings =
        new Settings(
            List.of(new Client(CLIENT, Secret.of(KEY)), new Client("490", Secret.of(OTHER_KEY))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    GogAdapter adapter = new GogAdapter(settings, platforms.context());

    assertEquals(
        "ACCEPTED", verdictOn(adapter, with(sealed(OTHER_KEY, content(USER, "490", now, "n-17")))));
    assertEquals(
        "WRONG_APP",
        verdictOn(adapter, with(sealed(OTHER_KEY, content(USER, CLIENT, now, "n-17")))));
  }

  @Test
  void wantsANonceWhenToldTo() {
    Settings strict =
        new Settings(
            List.of(new Client(CLIENT, Secret.of(KEY))),
            Optional.empty(),
            Optional.empty(),
            Optional.of(true));
    GogTicket without = new GogTicket(Secret.of(ticket()));

    assertEquals("REPLAYED", verdictOn(new GogAdapter(strict, platforms.context()), without));
    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(verdict(platforms.context(), without)));
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    for (String bad : List.of(KEY.substring(1), KEY + "=", KEY.replace('8', '9'), KEY + "A")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new Client(CLIENT, Secret.of(bad)))
              .getMessage();
      assertEquals("key: a secret (expected: 32 bytes in base64url)", message);
    }
    assertThrows(IllegalArgumentException.class, () -> new Client("my-game", Secret.of(KEY)));
  }
}
