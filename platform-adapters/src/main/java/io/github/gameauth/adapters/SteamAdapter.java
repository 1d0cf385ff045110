// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Steam web API tickets, checked by {@code ISteamUserAuth/AuthenticateUserTicket}. The player is
 * the SteamID of Steam's answer; a ticket made for another service, or for another game, is
 * refused.
 *
 * <p>A player of a shared library is accepted with the library's {@code owner} among the facts;
 * {@code banned} is what Steam calls {@code publisherbanned}. Ownership and bans in detail are
 * {@link SteamProbes}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://partner.steamgames.com/doc/webapi/ISteamUserAuth">ISteamUserAuth</a>
 */
public final class SteamAdapter implements PlatformAdapter<SteamTicket> {
  /** Steam. */
  public static final Platform STEAM = new Platform("steam");

  static final String HOST = "partner.steam-api.com";

  private static final String AUTHENTICATE =
      "https://" + HOST + "/ISteamUserAuth/AuthenticateUserTicket/v1/";

  /** The client's buffer is 2560 bytes. */
  private static final int LONGEST_TICKET = 2560;

  private static final int OFFLINE = 100;
  private static final int INVALID_TICKET = 101;
  private static final int OTHER_APP = 102;
  private static final int PASSING = 103;
  private static final int INVALID_PARAMETER = 3;

  /**
   * What we must know about our game on Steam.
   *
   * @param appIds the game and, if they shall be let in as well, its demo and playtest; 1 to 8.
   *     They are asked in this order, the next one only if a ticket is for another app
   * @param publisherKey the publisher's web API key
   * @param identity the text that clients give to {@code GetAuthTicketForWebApi}, 1 to 64 printable
   *     characters, of this service alone. Without it a ticket that a player gave to somebody else
   *     would be good here
   * @param replayWindow how long a used ticket is remembered, since Steam does not tell its age; 1
   *     hour to 30 days, 1 day by default
   */
  public record Settings(
      List<Long> appIds, Secret publisherKey, String identity, Optional<Duration> replayWindow) {
    private static final long MAX_APP_ID = 0xffff_ffffL;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      appIds = Require.some("appIds", appIds, 8);
      appIds.forEach(id -> Require.between("appIds", id, 1, MAX_APP_ID));
      Require.printable("publisherKey", publisherKey, 8, 128);
      Require.printable("identity", identity, 64);
      replayWindow.ifPresent(
          window ->
              Require.between("replayWindow", window, Duration.ofHours(1), Duration.ofDays(30)));
    }

    /** One app, and the default for the rest. */
    public Settings(long appId, Secret publisherKey, String identity) {
      this(List.of(appId), publisherKey, identity, Optional.empty());
    }
  }

  private final Settings settings;
  private final PlatformApi api;
  private final Replays replays;

  /** An adapter for our game. */
  public SteamAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    this.api = PlatformApi.of("steam", context, HOST);
    this.replays = Replays.of(context, "steam");
  }

  @Override
  public Platform platform() {
    return STEAM;
  }

  @Override
  public Class<SteamTicket> credentialType() {
    return SteamTicket.class;
  }

  @Override
  public PlatformVerdict verify(SteamTicket credential) {
    try {
      byte[] ticket = CredentialText.hex(credential.ticket(), LONGEST_TICKET);
      Secret digits = Secret.of(HexFormat.of().formatHex(ticket));
      PlatformIdentity identity = identityOf(digits);
      replays.requireFirstUse(digits, settings.replayWindow().orElse(Duration.ofDays(1)));
      return new Accepted(identity);
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity identityOf(Secret ticket) throws NotProvedException {
    for (long appId : settings.appIds()) {
      ApiJson response = asked(ticket, appId).json().object("response");
      Optional<ApiJson> error = response.maybeObject("error");
      if (error.isEmpty()) {
        return judged(response.object("params"));
      }
      long code = error.get().number("errorcode");
      if (code != OTHER_APP) {
        throw refused(code);
      }
    }
    throw NotProvedException.rejected(Reason.WRONG_APP);
  }

  private ApiAnswer asked(Secret ticket, long appId) throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.get(AUTHENTICATE)
                .query("key", settings.publisherKey())
                .query("appid", Long.toString(appId))
                .query("ticket", ticket)
                .query("identity", settings.identity())
                .repeatable());
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer;
  }

  private static NotProvedException refused(long code) {
    return switch ((int) code) {
      case INVALID_PARAMETER, OFFLINE, INVALID_TICKET ->
          NotProvedException.rejected(Reason.INVALID);
      case PASSING -> NotProvedException.undecided(Cause.OUTAGE, Duration.ofSeconds(1));
      default -> NotProvedException.outage();
    };
  }

  private static PlatformIdentity judged(ApiJson params) throws NotProvedException {
    if (!params.text("result").equals("OK")) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    String steamId = params.digits("steamid");
    PlatformFacts facts = PlatformFacts.NONE;
    Optional<String> owner = params.maybeDigits("ownersteamid").filter(id -> !id.equals(steamId));
    if (owner.isPresent()) {
      facts = facts.owner(owner.get());
    }
    Optional<Boolean> banned = params.maybeFlag("publisherbanned");
    if (banned.isPresent()) {
      facts = facts.banned(banned.get());
    }
    return PlatformIdentity.of(STEAM, "", steamId, IdScope.GLOBAL).facts(facts);
  }
}
