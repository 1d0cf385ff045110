// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.SteamEncryptedTicketAdapter.App;
import io.github.gameauth.adapters.SteamEncryptedTicketAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.SteamTicketBuilder;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SteamEncryptedTicketAdapterTest
    implements PlatformAdapterContract<SteamEncryptedTicket> {
  private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
  private static final String OTHER_KEY = "ff112233445566778899aabbccddeeff".repeat(2);
  private static final byte[] NONCE = "n-17".getBytes(UTF_8);

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Instant now = platforms.clock().instant();

  private SteamTicketBuilder ticket() {
    return new SteamTicketBuilder(KEY, now).userData(NONCE).dlc(481, 19, 20).dlc(482);
  }

  private static SteamEncryptedTicket with(String ticket) {
    return new SteamEncryptedTicket(Secret.of(ticket), Optional.of(Secret.ofBytes(NONCE)));
  }

  private static Refusal<SteamEncryptedTicket> invalid(String name, SteamTicketBuilder ticket) {
    return Refusal.rejected(name, with(ticket.hex()), Reason.INVALID);
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<SteamEncryptedTicket> adapter(AdapterContext context) {
    return new SteamEncryptedTicketAdapter(new Settings(480, Secret.of(KEY)), context);
  }

  @Override
  public String catalogueName() {
    return "steam-encrypted-ticket";
  }

  @Override
  public String settingsJson() {
    return """
        {"apps":[{"appId":480,"key":"%s"}]}"""
        .formatted(KEY);
  }

  @Override
  public SteamEncryptedTicket goodCredential() {
    return with(ticket().hex());
  }

  @Override
  public String credentialJson() {
    return """
        {"ticket":"%s","nonce":"n-17"}"""
        .formatted(ticket().hex());
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("steam"), "", "76561198000000001", IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.entitlements(Set.of("steam:480", "steam:481", "steam:482")));
  }

  @Override
  public List<Answer> answers() {
    return List.of();
  }

  @Override
  public List<Refusal<SteamEncryptedTicket>> refusals() {
    List<Refusal<SteamEncryptedTicket>> all =
        new ArrayList<>(
            List.of(
                Refusal.rejected(
                    "for another game", with(ticket().appId(500).hex()), Reason.WRONG_APP),
                invalid("under another key", new SteamTicketBuilder(OTHER_KEY, now)),
                invalid("with a wrong sum", ticket().wrongSum()),
                invalid("with a wrong hash", ticket().wrongHash()),
                invalid("too long at its end", ticket().trailer((byte) 1)),
                invalid("of a group", ticket().steamId(0x0170000100000001L)),
                invalid("of another universe", ticket().steamId(0x0210000100000001L)),
                invalid(
                    "made in the future",
                    new SteamTicketBuilder(KEY, now.plusSeconds(31)).userData(NONCE)),
                Refusal.rejected(
                    "too old",
                    with(new SteamTicketBuilder(KEY, now.minusSeconds(600)).userData(NONCE).hex()),
                    Reason.EXPIRED),
                Refusal.rejected(
                    "expired by Steam's word", with(ticket().expires(now).hex()), Reason.EXPIRED),
                Refusal.rejected(
                    "with the nonce of another login",
                    with(ticket().userData("n-18".getBytes(UTF_8)).hex()),
                    Reason.REPLAYED),
                invalid("with an unknown version", ticket().declaringVersion(1)),
                invalid("with an empty part of Steam's", ticket().ownership(new byte[0])),
                invalid("with half of Steam's part", ticket().ownership(half())),
                Refusal.rejected("hex of odd length", with(ticket().hex() + "0"), Reason.INVALID)));
    String hex = ticket().hex();
    for (int cut = 2; cut < hex.length(); cut += 34) {
      all.add(Refusal.rejected("cut after " + cut, with(hex.substring(0, cut)), Reason.INVALID));
    }
    return all;
  }

  private byte[] half() {
    byte[] whole = ticket().ownership();
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    ByteBuffer.wrap(half).order(ByteOrder.LITTLE_ENDIAN).putInt(0, half.length);
    return half;
  }

  @Override
  public Map<String, Function<String, SteamEncryptedTicket>> parts() {
    return Map.of(
        "ticket",
        text -> with(text),
        "nonce",
        text -> new SteamEncryptedTicket(Secret.of(ticket().hex()), Optional.of(Secret.of(text))));
  }

  @Override
  public List<String> secrets() {
    return List.of(KEY, ticket().hex(), "76561198000000001");
  }

  private String verdictOn(SteamTicketBuilder ticket) {
    return PlatformAdapterContract.nameOf(verdict(platforms.context(), with(ticket.hex())));
  }

  @Test
  void takesATicketInItsLastSecond() {
    assertEquals(
        "ACCEPTED", verdictOn(new SteamTicketBuilder(KEY, now.minusSeconds(599)).userData(NONCE)));
    assertEquals(
        "ACCEPTED", verdictOn(new SteamTicketBuilder(KEY, now.plusSeconds(30)).userData(NONCE)));
  }

  @Test
  void takesATicketOfTheFirstVersion() {
    assertEquals("ACCEPTED", verdictOn(ticket().version(1)));
  }

  /** The length of the user data is said outside of the encryption. */
  @Test
  void refusesATicketThatTheClientPutIntoItsUserData() {
    for (int declared : new int[] {1, 2}) {
      byte[] nonceAndForged = nonceAnd(forged(declared == 1 ? 20 : 0));
      SteamTicketBuilder ticket =
          new SteamTicketBuilder(KEY, now)
              .userData(nonceAndForged)
              .pointingInto(nonceAndForged.length - NONCE.length)
              .declaringVersion(declared);

      assertEquals("INVALID", verdictOn(ticket), "version " + declared);
    }
  }

  /** Steam's part for another player, whose last DLC's licences swallow the real one. */
  private byte[] forged(int further) {
    byte[] real = new SteamTicketBuilder(KEY, now).ownership();
    byte[] own = new SteamTicketBuilder(KEY, now).steamId(76561198000000666L).ownership();
    // Its end is: no DLC, reserved. It becomes: one DLC with so many licences.
    int swallowed = real.length + further - 2;
    int padding = (4 - swallowed % 4) % 4;
    ByteBuffer out =
        ByteBuffer.allocate(own.length - 4 + 8 + padding).order(ByteOrder.LITTLE_ENDIAN);
    out.put(own, 0, own.length - 4);
    out.putShort((short) 1).putInt(1).putShort((short) ((swallowed + padding) / 4));
    out.putInt(0, out.capacity() + real.length + further);
    return out.array();
  }

  private static byte[] nonceAnd(byte[] forged) {
    return ByteBuffer.allocate(NONCE.length + forged.length).put(NONCE).put(forged).array();
  }

  @Test
  void theForgedTicketWouldOtherwiseBeRead() {
    byte[] forged = forged(0);
    byte[] real = new SteamTicketBuilder(KEY, now).ownership();
    ByteBuffer both = ByteBuffer.allocate(forged.length + real.length).put(forged).put(real);

    Optional<SteamAppTicket> read =
        SteamAppTicket.read(ByteBuffer.allocate(0), both.flip().slice(), Secret.of("x"));

    assertEquals(76561198000000666L, read.orElseThrow().steamId());
  }

  @Test
  void anotherSpellingOfATicketIsTheSameTicket() {
    PlatformAdapter<SteamEncryptedTicket> adapter = adapter(platforms.context());
    String other = ticket().trailer((byte) 4, (byte) 3, (byte) 2, (byte) 1).hex();

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(goodCredential())));
    assertEquals("REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(with(other))));
    assertEquals(
        "REPLAYED", PlatformAdapterContract.nameOf(adapter.verify(with("3001" + ticket().hex()))));
  }

  @Test
  void takesEachAppUnderItsOwnKeyOnly() {
    Settings settings =
        new Settings(
            List.of(new App(480, Secret.of(KEY)), new App(490, Secret.of(OTHER_KEY))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var adapter = new SteamEncryptedTicketAdapter(settings, platforms.context());
    SteamTicketBuilder demo = new SteamTicketBuilder(OTHER_KEY, now).userData(NONCE).appId(490);

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(adapter.verify(with(demo.hex()))));
    assertEquals(
        "WRONG_APP", PlatformAdapterContract.nameOf(adapter.verify(with(demo.appId(480).hex()))));
  }

  @Test
  void wantsANonceWhenToldTo() {
    SteamEncryptedTicket without = new SteamEncryptedTicket(Secret.of(ticket().hex()));
    Settings strict =
        new Settings(
            List.of(new App(480, Secret.of(KEY))),
            Optional.empty(),
            Optional.empty(),
            Optional.of(true));

    assertEquals("ACCEPTED", PlatformAdapterContract.nameOf(verdict(platforms.context(), without)));
    assertEquals(
        "REPLAYED",
        PlatformAdapterContract.nameOf(
            new SteamEncryptedTicketAdapter(strict, platforms.context()).verify(without)));
  }

  @Test
  void settingsComplainWithoutTheirSecret() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new App(480, Secret.of(KEY.substring(2))))
            .getMessage();

    assertEquals("key: a secret (expected: 64 hexadecimal digits)", message);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Settings(
                List.of(new App(480, Secret.of(KEY))),
                Optional.of(Duration.ofSeconds(59)),
                Optional.empty(),
                Optional.empty()));
  }
}
