// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.adapters.GameCenterAdapter.Settings;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What Game Center signs, really signed under a chain of our own: good at first, so that a test
 * changes the one thing it is about. Made by hand and not by the adapter's own code.
 */
public final class GameCenterBuilder {
  /** Where the certificate is published. */
  public static final String URL = "https://static.gc.apple.com/public-key/gc-prod-12.cer";

  /** The player. */
  public static final String PLAYER = "T:_0a1b2c3d4e5f";

  /** Our game. */
  public static final String BUNDLE_ID = "com.example.game";

  /** The chain is good from 2025 until 2034, and made once: signing takes its time. */
  private static final Instant MIDDLE = Instant.parse("2030-01-01T00:00:00Z");

  private static final TestCertificate ROOT = TestCertificate.root("Game Center Test Root", MIDDLE);
  private static final TestCertificate AUTHORITY =
      ROOT.authority("Game Center Test Authority", MIDDLE);
  private static final TestCertificate LEAF = AUTHORITY.leaf("Game Center Test", MIDDLE);

  private TestCertificate leaf = LEAF;
  private String player = PLAYER;
  private String bundleId = BUNDLE_ID;
  private long timestamp;
  private byte[] salt = Base64.getDecoder().decode("Rug+0Q==");

  /** A signature made now. */
  public GameCenterBuilder(Instant now) {
    timestamp = now.toEpochMilli();
  }

  /** For another player. */
  public GameCenterBuilder player(String player) {
    this.player = player;
    return this;
  }

  /** For another game. */
  public GameCenterBuilder bundleId(String bundleId) {
    this.bundleId = bundleId;
    return this;
  }

  /** Made so much later. */
  public GameCenterBuilder later(Duration by) {
    timestamp += by.toMillis();
    return this;
  }

  /** With another salt. */
  public GameCenterBuilder salt(byte[] salt) {
    this.salt = salt.clone();
    return this;
  }

  /** By another certificate. */
  public GameCenterBuilder by(TestCertificate leaf) {
    this.leaf = leaf;
    return this;
  }

  /** The root that settings trust. */
  public static TestCertificate root() {
    return ROOT;
  }

  /** Who issued the certificate. */
  public static TestCertificate authority() {
    return AUTHORITY;
  }

  /** The certificate that signs. */
  public static TestCertificate leaf() {
    return LEAF;
  }

  /** Settings for our game that trust the chain. */
  public static Settings settings() {
    return new Settings(
        List.of(BUNDLE_ID, "com.example.game.tv"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(TestCertificate.ORGANIZATION),
        Optional.of(AUTHORITY.pem()),
        Optional.of(ROOT.pem()));
  }

  /** What a client sends. */
  public GameCenterCredential credential() {
    Base64.Encoder base64 = Base64.getEncoder();
    return new GameCenterCredential(
        player,
        URL,
        Secret.of(base64.encodeToString(leaf.sign(signed()))),
        Secret.of(base64.encodeToString(salt)),
        timestamp);
  }

  private byte[] signed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(player.getBytes(UTF_8));
      out.write(bundleId.getBytes(UTF_8));
      out.writeLong(timestamp);
      out.write(salt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
