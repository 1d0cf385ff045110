// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Steam's encrypted app tickets, opened here by our app's key: Steam is not asked, so players come
 * in while it is down. What Steam cannot take back is limited by the ticket's age, and what can be
 * copied by noting its use; a nonce in the user data is better still.
 *
 * <p>The players are those of {@link SteamAdapter}; {@code entitlements} are the app and its DLC,
 * as {@code steam:480}, owned when the ticket was made.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://partner.steamgames.com/doc/api/SteamEncryptedAppTicket">Encrypted
 *     application tickets</a>
 */
public final class SteamEncryptedTicketAdapter implements PlatformAdapter<SteamEncryptedTicket> {
  /** Universe 1, an individual's account, its first instance: what players have. */
  private static final long PLAYER = 0x01100001L;

  /** As long as a web API ticket may be at most. */
  private static final int LONGEST_TICKET = 2560;

  /**
   * What we must know about our game on Steam.
   *
   * @param apps the game and, if they shall be let in as well, its demo and playtest; 1 to 8
   * @param maxAge how old a ticket may be, 1 minute to 1 day; 10 minutes by default
   * @param leeway how far Steam's clock may be ahead of ours, 0 to 5 minutes; 30 seconds by default
   * @param nonceRequired whether a login must have a nonce in its user data; false by default
   */
  public record Settings(
      List<App> apps,
      Optional<Duration> maxAge,
      Optional<Duration> leeway,
      Optional<Boolean> nonceRequired) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      apps = Require.some("apps", apps, 8);
      maxAge.ifPresent(
          age -> Require.between("maxAge", age, Duration.ofMinutes(1), Duration.ofDays(1)));
      leeway.ifPresent(
          span -> Require.between("leeway", span, Duration.ZERO, Duration.ofMinutes(5)));
    }

    /** One app, and the defaults for the rest. */
    public Settings(long appId, Secret key) {
      this(List.of(new App(appId, key)), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * An app and its key.
   *
   * @param appId the app
   * @param key the key for encrypted tickets from the partner site, 64 hexadecimal digits
   */
  public record App(long appId, Secret key) {
    private static final Pattern KEY = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final long MAX_APP_ID = 0xffff_ffffL;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public App {
      Require.between("appId", appId, 1, MAX_APP_ID);
      if (!KEY.matcher(key.reveal()).matches()) {
        throw new IllegalArgumentException("key: a secret (expected: 64 hexadecimal digits)");
      }
    }

    private byte[] keyBytes() {
      return HexFormat.of().parseHex(key.reveal());
    }
  }

  private final List<App> apps;
  private final Duration maxAge;
  private final Duration leeway;
  private final boolean nonceRequired;
  private final InstantSource clock;
  private final Replays replays;

  /** An adapter for our game. */
  public SteamEncryptedTicketAdapter(Settings settings, AdapterContext context) {
    this.apps = settings.apps();
    this.maxAge = settings.maxAge().orElse(Duration.ofMinutes(10));
    this.leeway = settings.leeway().orElse(Duration.ofSeconds(30));
    this.nonceRequired = settings.nonceRequired().orElse(false);
    this.clock = context.clock();
    this.replays = Replays.of(context, "steam-encrypted");
  }

  @Override
  public Platform platform() {
    return SteamAdapter.STEAM;
  }

  @Override
  public Class<SteamEncryptedTicket> credentialType() {
    return SteamEncryptedTicket.class;
  }

  /** Never undecided, unless the store that notes uses cannot be reached. */
  @Override
  public PlatformVerdict verify(SteamEncryptedTicket credential) {
    try {
      SteamTicketEnvelope envelope =
          SteamTicketEnvelope.read(CredentialText.hex(credential.ticket(), LONGEST_TICKET));
      SteamAppTicket ticket = opened(envelope);
      requireInTime(ticket);
      requireNonce(ticket, credential.nonce());
      replays.requireFirstUse(ticket.hashed(), ticket.generated().plus(maxAge).plus(leeway));
      return new Accepted(identityOf(ticket));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  /** Which app it is for is told by what is inside, and not by the key that fits. */
  private SteamAppTicket opened(SteamTicketEnvelope envelope) throws NotProvedException {
    for (App app : apps) {
      Optional<SteamAppTicket> ticket = envelope.open(app.keyBytes());
      if (ticket.isPresent()) {
        if (ticket.get().appId() != app.appId()) {
          throw NotProvedException.rejected(Reason.WRONG_APP);
        }
        return ticket.get();
      }
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  private void requireInTime(SteamAppTicket ticket) throws NotProvedException {
    if (ticket.steamId() >>> 32 != PLAYER) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    Instant now = clock.instant();
    if (ticket.generated().isAfter(now.plus(leeway))) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    boolean old = !ticket.generated().plus(maxAge).isAfter(now);
    if (old || !ticket.expires().isAfter(now)) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
  }

  private void requireNonce(SteamAppTicket ticket, Optional<Secret> nonce)
      throws NotProvedException {
    boolean good =
        nonce.isEmpty()
            ? !nonceRequired
            : MessageDigest.isEqual(bytes(ticket.userData()), nonce.get().revealBytes());
    if (!good) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static PlatformIdentity identityOf(SteamAppTicket ticket) {
    Set<String> entitlements = new LinkedHashSet<>();
    entitlements.add("steam:" + ticket.appId());
    ticket.dlc().forEach(id -> entitlements.add("steam:" + id));
    return PlatformIdentity.of(
            SteamAdapter.STEAM, "", Long.toUnsignedString(ticket.steamId()), IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.entitlements(entitlements));
  }
}
