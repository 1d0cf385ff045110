// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.check.Require;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.PlayerClaims;
import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.mint.TokenKind;
import io.github.gameauth.mint.TokenLifetimes;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends players to game servers: after matchmaking, a token that opens one server, once, within a
 * minute. The server asks nobody; a {@code JoinGate} there does the rest.
 *
 * <pre>{@code
 * JoinTickets tickets = JoinTickets.minting(minter).build();
 * JoinTickets.Outcome outcome = tickets.issue(player, "eu-17", "match-9");
 * if (outcome instanceof JoinTickets.Outcome.Accepted accepted) {
 *   send(accepted.ticket().token());
 * }
 * }</pre>
 *
 * <p>A ticket is a kind of token of its own ({@code join+jwt}) for an audience of its own, the
 * server. It says who the player is, which session they have and since when, as the player's token
 * says it, so that bans and logouts reach it. It does not outlive the player's token, and allows
 * nothing: {@code scope} stays behind.
 *
 * <p>Safe to share.
 */
public final class JoinTickets {
  /** The claim that names the match. */
  public static final String MATCH = "match";

  /** No ticket may be told to live for less. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** No ticket lives for more. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  /** With less than this left of a player's token, a ticket would come too late. */
  private static final Duration TOO_LATE = Duration.ofSeconds(5);

  private static final String CONFIRMATION = "cnf";
  private static final String ACTOR = "act";

  private final TokenMinter minter;
  private final Duration lifetime;
  private final InstantSource clock;

  private JoinTickets(Builder settings) {
    this.minter = settings.minter;
    this.lifetime = settings.lifetime;
    this.clock = settings.clock;
  }

  /**
   * Tickets by the minter of the players' own tokens, to be told more.
   *
   * @param minter signs for the issuer that players come from
   */
  public static Builder minting(TokenMinter minter) {
    return new Builder(minter);
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * The ticket, for the player to show.
     *
     * @param ticket the token and its end; nobody refreshes it
     */
    record Accepted(MintedToken ticket) implements Outcome {}

    /**
     * None for this token; the player has to come with another.
     *
     * @param rejection why, for the server's eyes
     */
    record Rejected(Rejection rejection) implements Outcome {}

    /**
     * Nothing can be signed now.
     *
     * @param retryAfter when asking again may help
     */
    record Undecided(Duration retryAfter) implements Outcome {}
  }

  /**
   * A ticket for one server.
   *
   * @param player who was verified a moment ago
   * @param server the server's id, which becomes {@code aud}: 1 to 255 printable ASCII characters
   * @throws IllegalArgumentException if the player's token is another issuer's
   */
  public Outcome issue(VerifiedPlayer player, String server) {
    return issue(player, server, Optional.empty());
  }

  /**
   * A ticket for one match on one server.
   *
   * @param player who was verified a moment ago
   * @param server the server's id, which becomes {@code aud}: 1 to 255 printable ASCII characters
   * @param match the match's id, which becomes {@value #MATCH}: of the same form
   * @throws IllegalArgumentException if the player's token is another issuer's
   */
  public Outcome issue(VerifiedPlayer player, String server, String match) {
    return issue(player, server, Optional.of(Require.printable(MATCH, match)));
  }

  private Outcome issue(VerifiedPlayer player, String server, Optional<String> match) {
    Require.printable("server", server);
    if (!player.issuer().equals(minter.issuer())) {
      throw new IllegalArgumentException(
          "player: of " + player.issuer() + " (expected: of " + minter.issuer() + ")");
    }
    Optional<Rejection> objection = objectionTo(player.claims());
    if (objection.isPresent()) {
      return new Outcome.Rejected(objection.get());
    }
    Instant now = clock.instant();
    Instant playersEnd = player.expiresAt().orElse(now);
    if (playersEnd.isBefore(now.plus(TOO_LATE))) {
      return new Outcome.Rejected(
          Rejection.of(Reason.EXPIRED, "the player's token ends in a moment, or has ended"));
    }
    Instant end = now.plus(lifetime);
    try {
      return new Outcome.Accepted(
          minter.mint(spec(player, server, match), end.isBefore(playersEnd) ? end : playersEnd));
    } catch (SigningKeysUnavailableException e) {
      return new Outcome.Undecided(e.retryAfter());
    }
  }

  /** Whoever holds a ticket could otherwise go on from server to server for ever. */
  private static Optional<Rejection> objectionTo(Claims claims) {
    if (claims.type().filter(TokenKind.JOIN.typ()::equals).isPresent()) {
      return Optional.of(Rejection.of(Reason.TYPE, "a ticket is no token to get a ticket for"));
    }
    if (claims.has(CONFIRMATION)) {
      return Optional.of(Rejection.ofClaim(CONFIRMATION, "the token's binding would be lost"));
    }
    if (claims.has(ACTOR)) {
      return Optional.of(Rejection.ofClaim(ACTOR, "it would be lost who acts"));
    }
    return Optional.empty();
  }

  /** What was settled at the player's login stays as it is, so that bans and logouts reach it. */
  private TokenSpec spec(VerifiedPlayer player, String server, Optional<String> match) {
    Claims claims = player.claims();
    TokenSpec spec =
        TokenSpec.forSubject(player.subject())
            .audience(server)
            .kind(TokenKind.JOIN)
            .livingFor(beyond(lifetime));
    spec = claims.text("client_id").map(spec::clientId).orElse(spec);
    spec = player.sessionId().map(spec::sessionId).orElse(spec);
    spec = claims.time("auth_time").map(spec::authenticatedAt).orElse(spec);
    spec = claims.text("acr").map(spec::assurance).orElse(spec);
    Optional<PlayerClaims> ours = minter.playerClaims(claims.asMap());
    spec = ours.map(spec::player).orElse(spec);
    return match.isPresent() ? spec.claim(MATCH, match.get()) : spec;
  }

  /** So long that the end we name decides, though the minter's jitter may halve it. */
  private Duration beyond(Duration lifetime) {
    Duration twice = lifetime.multipliedBy(2);
    Duration longest = minter.longestLifetime();
    Duration least = TokenLifetimes.SHORTEST;
    Duration wanted = twice.compareTo(least) < 0 ? least : twice;
    return wanted.compareTo(longest) < 0 ? wanted : longest;
  }

  /** Says how tickets are made. Not safe to share. */
  public static final class Builder {
    private final TokenMinter minter;
    private Duration lifetime = Duration.ofSeconds(60);
    private InstantSource clock = Clock.systemUTC();

    private Builder(TokenMinter minter) {
      this.minter = minter;
    }

    /**
     * How long a ticket lives: as long as a client takes from the ticket to the server's door.
     * Defaults to 60 seconds; 10 seconds to 5 minutes, whole seconds.
     */
    public Builder livingFor(Duration lifetime) {
      Require.between("lifetime", lifetime, SHORTEST, LONGEST);
      this.lifetime = Require.wholeSeconds("lifetime", lifetime);
      return this;
    }

    /** The time of day, that of the minter. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** The tickets' maker. */
    public JoinTickets build() {
      return new JoinTickets(this);
    }
  }
}
