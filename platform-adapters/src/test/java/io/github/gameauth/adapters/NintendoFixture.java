// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nintendo as our tests and benchmarks play it: its addresses, keys and tokens. */
public final class NintendoFixture {
  /** Who signs tokens of consoles. */
  public static final String NSA_ISSUER =
      "https://e0d67c509fb203858ebcb2fe3f88c2aa.baas.nintendo.com";

  /** Where those keys lie. */
  public static final String NSA_KEYS = NSA_ISSUER + "/1.0.0/certificates";

  /** Who signs tokens of development consoles. */
  public static final String SANDBOX_ISSUER =
      "https://e97b8a9d672e4ce4845ec6947cd66ef6-sb.baas.nintendo.com";

  /** Where those keys lie. */
  public static final String SANDBOX_KEYS = SANDBOX_ISSUER + "/1.0.0/certificates";

  /** Who signs tokens of accounts. */
  public static final String ACCOUNT_ISSUER = "https://accounts.nintendo.com";

  /** Where those keys lie. */
  public static final String ACCOUNT_KEYS = ACCOUNT_ISSUER + "/1.0.0/certificates";

  /** The application id of our game. */
  public static final String APPLICATION = "0100abf008968000";

  /** A user of a console. */
  public static final String NSA_ID = "b4922963e6b8deb2";

  /** An account. */
  public static final String ACCOUNT_ID = "1f2e3d4c5b6a7988";

  /** Our client. */
  public static final String CLIENT = "71b963c1b7b6d119";

  private NintendoFixture() {}

  /** The key set of an issuer, with the members that Nintendo adds. */
  public static String keys(String issuer) {
    return TestIssuer.named(issuer).jwks().replace("{\"kty\"", "{\"usage\":\"developer\",\"kty\"");
  }

  /** A console's token for our game, of a member, good for three hours. */
  public static TestToken nsaToken(InstantSource clock) {
    return nsaToken(clock, NSA_ISSUER);
  }

  /** The same by another issuer of consoles' tokens. */
  public static TestToken nsaToken(InstantSource clock, String issuer) {
    return TestIssuer.named(issuer)
        .on(clock)
        .token()
        .header("jku", issuer + "/1.0.0/certificates")
        .subject(NSA_ID)
        .audience("ed9e2f05d286f7b8")
        .expiresAt(clock.instant().plus(Duration.ofSeconds(10800)))
        .claim("jti", "164eea2b-508c-47d0-9d48-9eca1cac0f56")
        .claim("typ", "id_token")
        .claim("bs:did", "2ded458f5e0beee2")
        .claim("nintendo", game(clock));
  }

  /** What a console's token says about our game, ready for changes. */
  public static Map<String, Object> game(InstantSource clock) {
    Map<String, Object> game = new LinkedHashMap<>();
    game.put("ai", APPLICATION);
    game.put("av", "0007");
    game.put("at", clock.instant().getEpochSecond());
    game.put("edi", "84e16d390427028b3788ef082d342ce0");
    game.put("ph", "GAME_SERVER");
    game.put("opp", "MEMBERSHIP_REQUIRED");
    game.put("hm", true);
    return game;
  }

  /** An account's token for our client, good for a quarter of an hour. */
  public static TestToken accountToken(InstantSource clock) {
    return TestIssuer.named(ACCOUNT_ISSUER)
        .on(clock)
        .token()
        .header("jku", ACCOUNT_KEYS)
        .subject(ACCOUNT_ID)
        .audience(CLIENT)
        .expiresAt(clock.instant().plus(Duration.ofSeconds(900)))
        .claim("jti", "e53fb1f0-30e5-4b83-a8ee-7c3c1a2a1d9f")
        .claim("typ", "id_token")
        .claim("country", "JP")
        .claim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ");
  }
}
