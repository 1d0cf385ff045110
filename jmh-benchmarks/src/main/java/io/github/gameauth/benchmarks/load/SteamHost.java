// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.load;

import io.github.gameauth.adapters.SteamTicket;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.secret.Secret;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steam as far as it is asked here: it knows the tickets that it gave, and whose they are. */
final class SteamHost {
  private static final String AUTHENTICATE =
      "https://partner.steam-api.com/ISteamUserAuth/AuthenticateUserTicket/v1/";
  private static final String HEAD = "14000000";
  private static final long FIRST_PLAYER = 76561198000000000L;

  /** As long as tickets often are, 240 bytes. */
  private static final String TAIL = "a7f3".repeat(116);

  private static final Pattern TICKET =
      Pattern.compile("&ticket=" + HEAD + "([0-9a-f]{8})" + TAIL + "&");

  private SteamHost() {}

  /** Teaches the hosts to answer like Steam. */
  static void open(PlatformHosts hosts) {
    hosts.answer(AUTHENTICATE, SteamHost::answer);
  }

  private static String answer(String query) {
    Matcher ticket = TICKET.matcher(query);
    if (!ticket.find()) {
      return """
          {"response":{"error":{"errorcode":101,"errordesc":"Invalid ticket"}}}""";
    }
    String player = subject(HexFormat.fromHexDigits(ticket.group(1)));
    return """
        {"response":{"params":{"result":"OK","steamid":"%s","ownersteamid":"%s",\
        "vacbanned":false,"publisherbanned":false}}}"""
        .formatted(player, player);
  }

  /** A ticket of the n-th player, whom it gives one alone. */
  static SteamTicket ticket(int player) {
    return new SteamTicket(Secret.of(HEAD + HexFormat.of().toHexDigits(player) + TAIL));
  }

  /** One that it never gave. */
  static SteamTicket forged() {
    return new SteamTicket(Secret.of(HEAD + "ff".repeat(236)));
  }

  /** The SteamID of the n-th player. */
  static String subject(int player) {
    return Long.toString(FIRST_PLAYER + player);
  }
}
