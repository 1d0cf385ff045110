// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.adapters.SteamEncryptedTicket;
import io.github.gameauth.adapters.SteamEncryptedTicketAdapter;
import io.github.gameauth.adapters.SteamEncryptedTicketAdapter.App;
import io.github.gameauth.adapters.SteamEncryptedTicketAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.SteamTicketBuilder;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Encrypted app tickets with two DLC, and a nonce for each login in their user data. */
final class SteamTickets implements Credentials<SteamEncryptedTicket> {
  private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
  private static final int APP = 480;
  private static final long FIRST_PLAYER = 76561198000000000L;
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final BareSteamTickets tickets = new BareSteamTickets(HexFormat.of().parseHex(KEY));

  @Override
  public PlatformAdapter<SteamEncryptedTicket> adapter(AdapterContext context) {
    return new SteamEncryptedTicketAdapter(
        new Settings(
            List.of(new App(APP, Secret.of(KEY))),
            Optional.of(MAX_AGE),
            Optional.empty(),
            Optional.of(true)),
        context);
  }

  @Override
  public Good<SteamEncryptedTicket> good(int player) {
    String ticket = ticket(player, Instant.now()).hex();
    return new Good<>(
        credential(ticket, player), Long.toString(FIRST_PLAYER + player), tickets.over(ticket));
  }

  @Override
  public List<Bad<SteamEncryptedTicket>> bad() {
    Instant now = Instant.now();
    String good = ticket(0, now).hex();
    int middle = good.length() / 2;
    String tampered =
        good.substring(0, middle)
            + (good.charAt(middle) == '0' ? '1' : '0')
            + good.substring(middle + 1);
    return List.of(
        new Bad<>(Reason.INVALID, credential(tampered, 0)),
        new Bad<>(Reason.EXPIRED, credential(ticket(0, now.minus(MAX_AGE)).hex(), 0)),
        new Bad<>(Reason.WRONG_APP, credential(ticket(0, now).appId(APP + 10).hex(), 0)));
  }

  private static SteamTicketBuilder ticket(int player, Instant made) {
    return new SteamTicketBuilder(KEY, made)
        .userData(nonce(player).getBytes(US_ASCII))
        .steamId(FIRST_PLAYER + player)
        .appId(APP)
        .dlc(481, 19, 20)
        .dlc(482);
  }

  private static SteamEncryptedTicket credential(String ticket, int player) {
    return new SteamEncryptedTicket(Secret.of(ticket), Optional.of(Secret.of(nonce(player))));
  }

  private static String nonce(int player) {
    return "nonce-of-login-%06d".formatted(player);
  }
}
