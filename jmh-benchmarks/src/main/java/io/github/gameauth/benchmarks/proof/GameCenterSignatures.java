// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.adapters.GameCenterAdapter;
import io.github.gameauth.adapters.GameCenterAdapter.Settings;
import io.github.gameauth.adapters.GameCenterCredential;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signatures of players' ids, under a certificate with a chain of two above it. */
final class GameCenterSignatures implements Credentials<GameCenterCredential> {
  private static final String CERTIFICATE = "https://static.gc.apple.com/public-key/gc-prod-12.cer";
  private static final String GAME = "com.example.game";
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final Instant now = Instant.now();
  private final TestCertificate root = TestCertificate.root("Game Center Root", now);
  private final TestCertificate authority = root.authority("Game Center Authority", now);
  private final TestCertificate leaf = authority.leaf("Game Center", now);
  private final BareSignatures signatures = new BareSignatures(leaf.keys().getPublic());

  @Override
  public void publish(PlatformHosts hosts) {
    hosts.answer(CERTIFICATE, leaf.pem());
  }

  @Override
  public PlatformAdapter<GameCenterCredential> adapter(AdapterContext context) {
    return new GameCenterAdapter(
        new Settings(
            List.of(GAME),
            Optional.of(MAX_AGE),
            Optional.empty(),
            Optional.empty(),
            Optional.of(TestCertificate.ORGANIZATION),
            Optional.of(authority.pem()),
            Optional.of(root.pem())),
        context);
  }

  @Override
  public Good<GameCenterCredential> good(int player) {
    byte[] signed = signed(player, now);
    byte[] signature = leaf.sign(signed);
    return new Good<>(
        credential(player, now, signature), id(player), signatures.over(signed, signature));
  }

  /** For another game there is no other signature than a wrong one. */
  @Override
  public List<Bad<GameCenterCredential>> bad() {
    Instant old = now.minus(MAX_AGE).minusSeconds(1);
    return List.of(
        new Bad<>(Reason.INVALID, credential(0, now, leaf.sign(signed(1, now)))),
        new Bad<>(Reason.EXPIRED, credential(0, old, leaf.sign(signed(0, old)))));
  }

  private static GameCenterCredential credential(int player, Instant at, byte[] signature) {
    return new GameCenterCredential(
        id(player),
        CERTIFICATE,
        Secret.of(Base64.getEncoder().encodeToString(signature)),
        Secret.of(Base64.getEncoder().encodeToString(salt(player))),
        at.toEpochMilli());
  }

  private static byte[] signed(int player, Instant at) {
    byte[] id = id(player).getBytes(US_ASCII);
    byte[] game = GAME.getBytes(US_ASCII);
    byte[] salt = salt(player);
    return ByteBuffer.allocate(id.length + game.length + Long.BYTES + salt.length)
        .put(id)
        .put(game)
        .putLong(at.toEpochMilli())
        .put(salt)
        .array();
  }

  private static String id(int player) {
    return "T:_%032x".formatted(player + 0x0a1b2c3d4e5fL);
  }

  private static byte[] salt(int player) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(player).array();
  }
}
