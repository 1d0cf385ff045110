// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Epic's ids and addresses look like. */
final class EpicIds {
  static final String HOST = "api.epicgames.dev";

  private static final Pattern PLAYER = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern ISSUER =
      Pattern.compile("https://api\\.epicgames\\.dev/[!-~]{1,200}");

  private EpicIds() {}

  static boolean isPlayer(String id) {
    return PLAYER.matcher(id).matches();
  }

  /** The id that a token proves, if it is one, and the client does not say that it is another. */
  static String proved(String id, Optional<String> stated) throws NotProvedException {
    if (!isPlayer(id) || stated.filter(said -> !said.equals(id)).isPresent()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return id;
  }

  /** The spellings of {@code iss} that settings may name: Epic promises how they all begin. */
  static List<String> issuers(List<String> issuers) {
    Require.some("issuers", issuers, 8);
    issuers.forEach(
        issuer -> Require.matching("issuers", issuer, ISSUER, "https://" + HOST + "/…"));
    return List.copyOf(issuers);
  }

  /** All but the first, for a method that wants the first by itself. */
  static String[] others(List<String> issuers) {
    return issuers.subList(1, issuers.size()).toArray(String[]::new);
  }
}
