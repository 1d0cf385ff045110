// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.adapters.NintendoNsaAdapter;
import io.github.gameauth.adapters.NintendoNsaAdapter.Environment;
import io.github.gameauth.adapters.NintendoNsaAdapter.Settings;
import io.github.gameauth.adapters.NintendoNsaCredential;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Id tokens of users of consoles, for our game, of members. */
final class NintendoTokens implements Credentials<NintendoNsaCredential> {
  private static final String GAME = "0100abf008968000";

  private final Environment world = Environment.PRODUCTION;
  private final TestIssuer nintendo = TestIssuer.named(world.issuer());
  private final BareSignatures signatures = new BareSignatures(nintendo.key().publicKey());

  @Override
  public void publish(PlatformHosts hosts) {
    hosts.answer(world.keySet(), nintendo.jwks());
  }

  @Override
  public PlatformAdapter<NintendoNsaCredential> adapter(AdapterContext context) {
    return new NintendoNsaAdapter(new Settings(GAME), context);
  }

  @Override
  public Good<NintendoNsaCredential> good(int player) {
    String token = token(player, GAME).signed();
    return new Good<>(credential(token), subject(player), signatures.over(token));
  }

  @Override
  public List<Bad<NintendoNsaCredential>> bad() {
    String expired = token(0, GAME).expiresAt(Instant.now().minusSeconds(60)).signed();
    String others = token(0, "0100abf008968001").signed();
    String tampered = Tampered.signature(token(0, GAME).signed(), token(1, GAME).signed());
    return List.of(
        new Bad<>(Reason.INVALID, credential(tampered)),
        new Bad<>(Reason.EXPIRED, credential(expired)),
        new Bad<>(Reason.WRONG_APP, credential(others)));
  }

  private static NintendoNsaCredential credential(String token) {
    return new NintendoNsaCredential(Secret.of(token));
  }

  private static String subject(int player) {
    return "%016x".formatted(0xb4922963e6b80000L + player);
  }

  private TestToken token(int player, String game) {
    Instant now = Instant.now();
    return nintendo
        .token()
        .header("jku", world.keySet())
        .subject(subject(player))
        .audience("ed9e2f05d286f7b8")
        .issuedAt(now.minusSeconds(120))
        .expiresAt(now.plus(Duration.ofHours(2)))
        .claim("jti", new UUID(player, 17).toString())
        .claim("typ", "id_token")
        .claim("bs:did", "2ded458f5e0beee2")
        .claim(
            "nintendo",
            Map.of(
                "ai", game,
                "av", "0007",
                "at", now.getEpochSecond(),
                "edi", "84e16d390427028b3788ef082d342ce0",
                "ph", "GAME_SERVER",
                "opp", "MEMBERSHIP_REQUIRED",
                "hm", true));
  }
}
