// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * XSTS tokens that Xbox makes for a relying party of our own: decrypted here by that relying
 * party's private key, and checked against Microsoft's published keys. Nobody else is asked, so
 * players come in while Xbox is down.
 *
 * <p>A token may speak of all users who are signed in on a console; the player is the one whom the
 * header's user hash names, and each of them logs in once by it. The environment of an identity is
 * its sandbox. Age group and country are facts as Xbox says them, and privileges are {@code
 * entitlements} such as {@code xbox:privilege:254}; {@link XboxProbes#privileges} asks for them.
 *
 * <p>A token may live for 30 days, during which no ban is seen: ask for 4 hours in Partner Center.
 * On EXPIRED and REPLAYED the client gets another by {@code ForceRefresh}. A {@code Signature}
 * header, if the relying party asks for one, is the web server's to check.
 *
 * <p>Safe to share.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/gaming/gdk/docs/services/fundamentals/s2s-auth-calls/service-authentication/security-tokens/live-security-tokens">Xbox
 *     services security tokens</a>
 */
public final class XboxAdapter implements PlatformAdapter<XboxCredential>, AutoCloseable {
  /** Xbox. */
  public static final Platform XBOX = new Platform("xbox");

  private static final List<String> KEY_SETS =
      List.of(
          "https://xsts-keys.auth.xboxlive.com/keys",
          "https://xsts-keys.auth.xboxlive.com/psskeys");
  private static final String CERTIFICATES = "https://xsts.auth.xboxlive.com/xsts/signingkeys";

  /** Which of Xbox's ids names the player. */
  public enum PlayerId {
    /** {@code ptx}, the partner XUID: the same in all games of one publisher. */
    PTX("ptx", IdScope.PUBLISHER),
    /** {@code xid}, the XUID: the same everywhere; in a token only if Microsoft grants it. */
    XID("xid", IdScope.GLOBAL);

    private final String claim;
    private final IdScope scope;

    PlayerId(String claim, IdScope scope) {
      this.claim = claim;
      this.scope = scope;
    }

    String claim() {
      return claim;
    }
  }

  /** What to do about tokens in the older form, of relying parties from the developer portal. */
  public enum DraftTokens {
    /** Taken, with the tag that the draft of JWE says. */
    CHECKED,
    /**
     * Taken with any tag, as Microsoft's own sample does: the signature inside is then all that
     * shows a change. Only for a relying party whose tokens are otherwise refused.
     */
    TAG_IGNORED,
    /** Refused. */
    REFUSED
  }

  /**
   * What we must know about our game on Xbox.
   *
   * @param relyingParties the audience URIs of Partner Center, such as {@code
   *     rp://game.example.com/}, 1 to 8
   * @param keys the relying parties' certificates with their private keys, 1 to 8, so that one can
   *     follow another; each both in PEM, as {@code openssl pkcs12 -in rp.pfx -nodes} writes them
   * @param titleIds our titles, decimal, 1 to 64; tokens of other titles, or of none, are refused
   * @param sandboxes the sandboxes that players come from, 1 to 16; {@code RETAIL} alone by default
   * @param playerId which id names the player, never to be changed once players have come; {@code
   *     PTX} by default
   * @param draftTokens what to do about the older form of token; {@code CHECKED} by default
   * @param maxAge how old a token may be, 1 minute to 30 days; 1 day by default
   * @param leeway how far Xbox's clock may differ from ours, 0 to 5 minutes; 30 seconds by default
   * @param keySets where Microsoft publishes the keys that rotate, 1 to 4; by default {@code keys}
   *     and {@code psskeys} at {@code xsts-keys.auth.xboxlive.com}
   * @param certificates where Microsoft publishes its signing certificates; {@code
   *     https://xsts.auth.xboxlive.com/xsts/signingkeys} by default
   */
  public record Settings(
      List<String> relyingParties,
      List<Secret> keys,
      List<String> titleIds,
      Optional<List<String>> sandboxes,
      Optional<PlayerId> playerId,
      Optional<DraftTokens> draftTokens,
      Optional<Duration> maxAge,
      Optional<Duration> leeway,
      Optional<List<String>> keySets,
      Optional<String> certificates) {
    private static final Pattern TITLE = Pattern.compile("[0-9]{1,10}");
    private static final Pattern ADDRESS =
        Pattern.compile("https://[a-z0-9.-]{1,200}/[!-~]{0,200}");

    /**
     * Checks the values, the keys included.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      relyingParties = Require.printables("relyingParties", relyingParties, 8);
      keys = Require.some("keys", keys, 8);
      new XboxKeyRing("keys", keys);
      titleIds = Require.some("titleIds", titleIds, 64);
      titleIds.forEach(id -> Require.matching("titleIds", id, TITLE, "decimal digits, 1 to 10"));
      sandboxes =
          sandboxes.map(
              all -> {
                all.forEach(sandbox -> Require.printable("sandboxes", sandbox, 64));
                return Require.some("sandboxes", all, 16);
              });
      maxAge.ifPresent(
          age -> Require.between("maxAge", age, Duration.ofMinutes(1), Duration.ofDays(30)));
      leeway.ifPresent(
          span -> Require.between("leeway", span, Duration.ZERO, Duration.ofMinutes(5)));
      keySets = keySets.map(urls -> Require.some("keySets", urls, 4));
      keySets.ifPresent(urls -> urls.forEach(url -> requireAddress("keySets", url)));
      certificates.ifPresent(url -> requireAddress("certificates", url));
    }

    private static void requireAddress(String name, String url) {
      Require.matching(name, url, ADDRESS, "https://, a host and a path");
    }

    /** One relying party with one key, and the defaults for the rest. */
    public Settings(String relyingParty, Secret key, String... titleIds) {
      this(
          List.of(relyingParty),
          List.of(key),
          List.of(titleIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final XboxKeyRing keys;
  private final XboxSignatures signatures;
  private final List<String> titleIds;
  private final List<String> sandboxes;
  private final PlayerId playerId;
  private final DraftTokens draftTokens;
  private final Duration maxAge;
  private final Duration leeway;
  private final InstantSource clock;
  private final Replays replays;

  /** An adapter for our game. */
  public XboxAdapter(Settings settings, AdapterContext context) {
    this.keys = new XboxKeyRing("keys", settings.keys());
    this.titleIds = settings.titleIds();
    this.sandboxes = settings.sandboxes().orElse(List.of("RETAIL"));
    this.playerId = settings.playerId().orElse(PlayerId.PTX);
    this.draftTokens = settings.draftTokens().orElse(DraftTokens.CHECKED);
    this.maxAge = settings.maxAge().orElse(Duration.ofDays(1));
    this.leeway = settings.leeway().orElse(Duration.ofSeconds(30));
    this.clock = context.clock();
    this.replays = Replays.of(context, "xbox");
    this.signatures =
        new XboxSignatures(
            settings.relyingParties(),
            settings.keySets().orElse(KEY_SETS),
            settings.certificates().orElse(CERTIFICATES),
            leeway,
            context);
  }

  @Override
  public Platform platform() {
    return XBOX;
  }

  @Override
  public Class<XboxCredential> credentialType() {
    return XboxCredential.class;
  }

  @Override
  public PlatformVerdict verify(XboxCredential credential) {
    try {
      XboxAuthorization said = XboxAuthorization.of(credential.authorization());
      Secret signed = opened(XboxEnvelope.read(said.token()));
      Claims token = signatures.proved(signed);
      String sandbox = oneOf(sandboxes, token.text("sbx"));
      oneOf(titleIds, titleOf(token));
      Instant end = requireRecent(token);
      XboxUser user = XboxUser.of(token, said.userHash());
      PlatformIdentity identity =
          PlatformIdentity.of(XBOX, sandbox, user.id(playerId), playerId.scope).facts(user.facts());
      replays.requireFirstUse(use(signed, user), end);
      return new Accepted(user.name().map(identity::displayName).orElse(identity));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private Secret opened(XboxEnvelope envelope) throws NotProvedException {
    boolean draft = envelope.encryption() == XboxEncryption.DRAFT_7;
    if (draft && draftTokens == DraftTokens.REFUSED) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return envelope
        .open(keys.key(envelope.thumbprint()), draft && draftTokens == DraftTokens.TAG_IGNORED)
        .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
  }

  private static Optional<String> titleOf(Claims token) {
    return token
        .object("xti")
        .flatMap(title -> Optional.ofNullable(title.get("tid")))
        .map(Object::toString);
  }

  private static String oneOf(List<String> ours, Optional<String> said) throws NotProvedException {
    return said.filter(ours::contains)
        .orElseThrow(() -> NotProvedException.rejected(Reason.WRONG_APP));
  }

  /** Until when the token would be taken. */
  private Instant requireRecent(Claims token) throws NotProvedException {
    Instant made = token.notBefore().orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    Instant old = made.plus(maxAge);
    if (!old.plus(leeway).isAfter(clock.instant())) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    Instant expiry = token.expiresAt().orElse(old);
    return (expiry.isBefore(old) ? expiry : old).plus(leeway).plusSeconds(1);
  }

  /** A token is good once for each of its users; whoever encrypts it anew makes no other. */
  private static Secret use(Secret signed, XboxUser user) {
    String token = new TrustedToken(XBOX, signed).signedPart().reveal();
    return Secret.of(token + ";" + user.hash());
  }

  /** Fetches Microsoft's keys, so that the first player need not wait. */
  public void warmUp() {
    signatures.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    signatures.close();
  }
}
