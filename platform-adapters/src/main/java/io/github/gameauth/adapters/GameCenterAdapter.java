// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CertificateCache;
import io.github.gameauth.adapters.proof.CertificateTrust;
import io.github.gameauth.adapters.proof.Certificates;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Game Center players, proved by Apple's signature over the player, our bundle id, the time and a
 * salt. Apple's certificate is fetched from Apple alone, kept, and must have a chain to a root of
 * ours; otherwise nobody is asked.
 *
 * <p>A signature made for another game does not fit ours and is {@code INVALID}, like a forged one:
 * if all players are, look at {@code bundleIds}. A name or an age that a client tells beside it is
 * not signed.
 *
 * <p>Safe to share. It blocks while a certificate is fetched.
 *
 * @see <a
 *     href="https://developer.apple.com/documentation/gamekit/gklocalplayer/fetchitems(foridentityverificationsignature:)">Fetching
 *     items for the identity verification signature</a>
 */
public final class GameCenterAdapter implements PlatformAdapter<GameCenterCredential> {
  /** Apple's Game Center. */
  public static final Platform GAME_CENTER = new Platform("game-center");

  private static final String HOST = "static.gc.apple.com";
  private static final Pattern PATH = Pattern.compile("/public-key/gc-[a-z0-9-]{1,32}\\.cer");
  private static final Pattern OF_APPLE = Pattern.compile("(?:[a-z0-9-]{1,63}\\.){1,8}apple\\.com");
  private static final int LONGEST_URL = 256;
  private static final int LONGEST_SIGNATURE = 1024;
  private static final int LONGEST_SALT = 64;

  /** Which of a player's ids the client has Apple sign; it depends on how the game asks. */
  public enum PlayerIdKind {
    /** {@code teamPlayerID}, {@code T:…}: the same in all games of our team. */
    TEAM("T:_[0-9A-Za-z]{8,64}", IdScope.TEAM),
    /** {@code gamePlayerID}, {@code A:…}: what Apple signs for games of Apple Arcade. */
    GAME("A:_[0-9A-Za-z]{8,64}", IdScope.APP),
    /**
     * {@code playerID}, {@code G:…}, of {@code generateIdentityVerificationSignature}, which Apple
     * has deprecated. The same person's other ids are unlike it: without a link they are two
     * players.
     */
    LEGACY("G:[0-9]{1,20}", IdScope.GLOBAL);

    private final Pattern form;
    private final IdScope scope;

    PlayerIdKind(String form, IdScope scope) {
      this.form = Pattern.compile(form);
      this.scope = scope;
    }
  }

  /**
   * What we must know about our game at Apple. What Apple may change, its hosts and authorities,
   * can be set until a new version of this library knows.
   *
   * @param bundleIds our game's bundle ids, 1 to 8
   * @param maxAge how far the time of a signature may be from ours, in either direction; 1 minute
   *     to 1 hour, 10 minutes by default
   * @param playerIds which ids are taken; {@code TEAM} alone by default
   * @param hosts where Apple's certificates lie, hosts of {@code apple.com}; {@code
   *     static.gc.apple.com} by default
   * @param organization {@code O} of the certificate's subject; {@code Apple Inc.} by default
   * @param intermediates who may stand between Apple's certificate and a root, PEM; in place of
   *     DigiCert Trusted G4 Code Signing RSA4096 SHA384 2021 CA1
   * @param roots where the chain has to end, PEM; in place of DigiCert Trusted Root G4
   */
  public record Settings(
      List<String> bundleIds,
      Optional<Duration> maxAge,
      Optional<List<PlayerIdKind>> playerIds,
      Optional<List<String>> hosts,
      Optional<String> organization,
      Optional<String> intermediates,
      Optional<String> roots) {
    private static final Pattern BUNDLE_ID = Pattern.compile("[0-9A-Za-z.-]{1,155}");

    /**
     * Checks the values, the certificates included.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      bundleIds = Require.some("bundleIds", bundleIds, 8);
      for (String id : bundleIds) {
        Require.matching("bundleIds", id, BUNDLE_ID, "1 to 155 letters, digits, hyphens and dots");
      }
      maxAge.ifPresent(
          age -> Require.between("maxAge", age, Duration.ofMinutes(1), Duration.ofHours(1)));
      playerIds =
          playerIds.map(kinds -> Require.some("playerIds", kinds, PlayerIdKind.values().length));
      hosts = hosts.map(names -> Require.some("hosts", names, 4));
      for (String host : hosts.orElse(List.of())) {
        Require.matching("hosts", host, OF_APPLE, "a host of apple.com, in lower case");
      }
      organization.ifPresent(
          name -> Require.matching("organization", name, Pattern.compile(".{1,64}"), "a name"));
      intermediates.ifPresent(pem -> Certificates.ofPem("intermediates", pem));
      roots.ifPresent(pem -> Certificates.ofPem("roots", pem));
    }

    /** These bundle ids, and the defaults for the rest. */
    public Settings(String... bundleIds) {
      this(
          List.of(bundleIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    CertificateTrust trust() {
      return new CertificateTrust(
          organization.orElse("Apple Inc."),
          certificates("intermediates", intermediates),
          certificates("roots", roots));
    }

    private static List<X509Certificate> certificates(String name, Optional<String> pem) {
      return Certificates.ofPem(name, pem.orElseGet(() -> shipped("game-center-" + name + ".pem")));
    }

    private static String shipped(String file) {
      try (InputStream in = GameCenterAdapter.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException(file + ": not in this library's jar");
        }
        return new String(in.readAllBytes(), US_ASCII);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final List<byte[]> bundleIds;
  private final Duration maxAge;
  private final List<PlayerIdKind> playerIds;
  private final CertificateCache certificates;
  private final SignatureProvider signatures = SignatureProvider.preferred();
  private final InstantSource clock;
  private final Replays replays;

  /** An adapter for our game. */
  public GameCenterAdapter(Settings settings, AdapterContext context) {
    this.bundleIds = settings.bundleIds().stream().map(id -> id.getBytes(UTF_8)).toList();
    this.maxAge = settings.maxAge().orElse(Duration.ofMinutes(10));
    this.playerIds = settings.playerIds().orElse(List.of(PlayerIdKind.TEAM));
    this.certificates =
        new CertificateCache(
            "game-center", context, settings.hosts().orElse(List.of(HOST)), PATH, settings.trust());
    this.clock = context.clock();
    this.replays = Replays.of(context, "game-center");
  }

  @Override
  public Platform platform() {
    return GAME_CENTER;
  }

  @Override
  public Class<GameCenterCredential> credentialType() {
    return GameCenterCredential.class;
  }

  @Override
  public PlatformVerdict verify(GameCenterCredential credential) {
    try {
      PlayerIdKind kind = kindOf(credential.playerId());
      String url = CredentialText.printable(credential.publicKeyUrl(), LONGEST_URL);
      byte[] signature = CredentialText.base64(credential.signature(), LONGEST_SIGNATURE);
      byte[] salt = CredentialText.base64(credential.salt(), LONGEST_SALT);
      Instant signedAt = timely(credential.timestamp());
      VerificationKey key = certificates.at(url).key();
      Secret signed = signedFor(credential, salt, key, signature);
      // A second more, since at the end of its time it is still taken.
      replays.requireFirstUse(signed, signedAt.plus(maxAge).plusSeconds(1));
      return new Accepted(PlatformIdentity.of(GAME_CENTER, "", credential.playerId(), kind.scope));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlayerIdKind kindOf(String playerId) throws NotProvedException {
    for (PlayerIdKind kind : playerIds) {
      if (kind.form.matcher(playerId).matches()) {
        return kind;
      }
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  private Instant timely(long timestamp) throws NotProvedException {
    long now = clock.millis();
    if (timestamp < now - maxAge.toMillis()) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    if (timestamp > now + maxAge.toMillis()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return Instant.ofEpochMilli(timestamp);
  }

  /** What was signed for one of our bundle ids. */
  private Secret signedFor(
      GameCenterCredential credential, byte[] salt, VerificationKey key, byte[] signature)
      throws NotProvedException {
    byte[] player = credential.playerId().getBytes(UTF_8);
    for (byte[] bundleId : bundleIds) {
      byte[] signed =
          ByteBuffer.allocate(player.length + bundleId.length + Long.BYTES + salt.length)
              .put(player)
              .put(bundleId)
              .putLong(credential.timestamp())
              .put(salt)
              .array();
      if (isSigned(key, signed, signature)) {
        return Secret.ofBytes(signed);
      }
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  private boolean isSigned(VerificationKey key, byte[] signed, byte[] signature)
      throws NotProvedException {
    try {
      return signatures.verifies(Algorithm.RS256, key, signed, signed.length, signature);
    } catch (ProviderException e) {
      throw NotProvedException.outage();
    }
  }
}
