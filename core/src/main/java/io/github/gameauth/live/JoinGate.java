// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.LifetimePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.live.UsedTickets.Use;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The door of one game server: lets a player in by a join ticket, once, and asks nobody.
 *
 * <pre>{@code
 * TokenVerifier verifier =
 *     TokenVerifier.trusting(
 *         TrustedIssuer.named("https://id.mygame.example")
 *             .audience("eu-17") // this server and no other
 *             .jwks("https://id.mygame.example/.well-known/jwks.json")
 *             .profile(TokenProfile.joinTicket())
 *             .build());
 * JoinGate gate = JoinGate.of("eu-17", verifier).build();
 *
 * Verification outcome = gate.admit(token);
 * }</pre>
 *
 * <p>Whatever kinds of token and audiences the verifier takes, the gate lets in by join tickets for
 * this server alone, that live for 5 minutes at most. Which ones were used it remembers in memory
 * until nobody could accept them any more. Those minted before it opened it refuses, so a restart
 * makes none good again; a player with such a one, or with a used one, gets another where they got
 * it. One gate a server: two of the same id know nothing of each other.
 *
 * <p>A ticket whose time of minting lies ahead, because clocks differ, is undecided until then: it
 * would outlive a restart. Nothing is forgotten for want of room either; a gate that is full is
 * undecided, too. Neither uses the ticket up.
 *
 * <p>Safe to share.
 */
public final class JoinGate {
  /** Longer than any ticket is made for; the memory must end some time. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Verification MINTED_BEFORE =
      rejected(Rejection.ofClaim("iat", "iat lies before this gate opened"));
  private static final Verification TOO_LONG =
      rejected(Rejection.ofClaim("exp", "exp lies further from iat than any ticket may live"));
  private static final Verification REPLAYED =
      rejected(Rejection.of(Reason.REPLAYED, "the ticket was used before"));

  private final TokenVerifier verifier;
  private final List<ClaimPolicy> policies = new ArrayList<>();
  private final UsedTickets used;
  private final InstantSource clock;
  private final AuthListener listener;
  private final long openedAt;

  /** A clock that is set back must neither stop the door nor make tickets young again. */
  private final AtomicReference<Instant> latest;

  private JoinGate(Builder settings) {
    TokenProfile profile = TokenProfile.joinTicket();
    policies.add(profile.type());
    policies.addAll(profile.policies());
    policies.add(AudiencePolicy.onlyOneOf(settings.server));
    this.verifier = settings.verifier;
    this.used = new UsedTickets(settings.mostTickets);
    this.clock = settings.clock;
    this.listener = GuardedListener.around(settings.listener);
    Instant now = clock.instant();
    this.openedAt = now.getEpochSecond();
    this.latest = new AtomicReference<>(now);
  }

  /**
   * The gate of a server, to be told more.
   *
   * @param server the server's id, the {@code aud} of its tickets
   * @param verifier whose tickets are believed, and what was revoked; stays the caller's to close
   */
  public static Builder of(String server, TokenVerifier verifier) {
    return new Builder(server, verifier);
  }

  /**
   * Lets a player in, or not; waits for keys as {@link TokenVerifier#verify(CharSequence)} does.
   *
   * @param ticket the ticket as it arrived; it is used up if this accepts
   * @return {@link Reason#REPLAYED} of a ticket that was used before
   */
  public Verification admit(CharSequence ticket) {
    return judged(verifier.verify(ticket));
  }

  /**
   * The same without I/O or waiting, for a tick thread; see {@link
   * TokenVerifier#verifyNow(CharSequence)}.
   */
  public Verification admitNow(CharSequence ticket) {
    return judged(verifier.verifyNow(ticket));
  }

  /**
   * The same, and holds no thread while keys are fetched; see {@link
   * TokenVerifier#verifyAsync(CharSequence)}.
   *
   * @return completes with the outcome, never exceptionally
   */
  public CompletableFuture<Verification> admitAsync(CharSequence ticket) {
    return verifier.verifyAsync(ticket).thenApply(this::judged);
  }

  /** How many tickets it remembers. */
  public int remembered() {
    return used.size();
  }

  private Verification judged(Verification verification) {
    if (!(verification instanceof Verification.Accepted accepted)) {
      return verification; // of which the verifier has told
    }
    String issuer = accepted.player().issuer();
    Verification verdict = judged(accepted, latestTime());
    if (verdict instanceof Verification.Rejected rejected) {
      listener.tokenRejected(issuer, rejected.rejection().code());
    } else if (verdict instanceof Verification.Undecided) {
      listener.tokenUndecided(issuer);
    }
    return verdict;
  }

  private Verification judged(Verification.Accepted accepted, Instant now) {
    VerifiedPlayer player = accepted.player();
    Claims claims = player.claims();
    for (ClaimPolicy policy : policies) {
      Optional<Rejection> objection = policy.objectionTo(claims, now);
      if (objection.isPresent()) {
        return rejected(objection.get());
      }
    }
    // These three are there: the profile insists on them.
    Instant mintedAt = claims.issuedAt().orElseThrow();
    Instant expiresAt = claims.expiresAt().orElseThrow();
    String id = claims.tokenId().orElseThrow();
    if (expiresAt.isAfter(mintedAt.plus(LONGEST))) {
      return TOO_LONG;
    }
    if (mintedAt.getEpochSecond() < openedAt) {
      return MINTED_BEFORE;
    }
    if (mintedAt.isAfter(now)) {
      return new Verification.Undecided(Duration.between(now, mintedAt));
    }
    Instant until = expiresAt.plus(LifetimePolicy.MAX_LEEWAY);
    Use use = used.use(player.issuer(), id, until.getEpochSecond(), now.getEpochSecond());
    return switch (use) {
      case FIRST -> accepted;
      case REPEATED -> REPLAYED;
      case NO_ROOM -> new Verification.Undecided(UsedTickets.ROOM_AFTER);
    };
  }

  private Instant latestTime() {
    return latest.accumulateAndGet(
        clock.instant(), (before, now) -> now.isAfter(before) ? now : before);
  }

  private static Verification rejected(Rejection rejection) {
    return new Verification.Rejected(rejection);
  }

  /** Says what a gate is made of. Not safe to share. */
  public static final class Builder {
    private static final int FEWEST = 1;
    private static final int MOST = 10_000_000;

    private final String server;
    private final TokenVerifier verifier;
    private int mostTickets = 100_000;
    private InstantSource clock = Clock.systemUTC();
    private AuthListener listener = AuthListener.NONE;

    private Builder(String server, TokenVerifier verifier) {
      this.server = Require.printable("server", server);
      this.verifier = verifier;
    }

    /**
     * How many used tickets it remembers, each for as long as a verifier of whatever leeway could
     * accept it, which is 6 minutes for a ticket of one. Defaults to 100 000, some 15 MB when all
     * are there; 1 to 10 000 000.
     */
    public Builder mostTickets(int most) {
      this.mostTickets = Require.between("mostTickets", most, FEWEST, MOST);
      return this;
    }

    /** The time of day, that of the verifier. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Who is told of tickets that the verifier takes and the gate does not: {@code tokenRejected}
     * and {@code tokenUndecided}. Defaults to nobody.
     */
    public Builder listener(AuthListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * The gate, which opens now: tickets minted before this second are refused. Where one gate
     * follows another without a restart, let the second begin anew in between.
     */
    public JoinGate build() {
      return new JoinGate(this);
    }
  }
}
