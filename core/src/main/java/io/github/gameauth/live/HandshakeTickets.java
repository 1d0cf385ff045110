// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tickets that open one connection each. A browser cannot set a header on a WebSocket, and a token
 * does not belong into a URL; so the client asks for a ticket over HTTP, with its token in the
 * header, and connects with {@code ?ticket=…}. A ticket is good once, for seconds, for one server
 * and for one source.
 *
 * <pre>{@code
 * HandshakeTickets tickets =
 *     HandshakeTickets.keptIn(stores.once()).verifying(verifier).server("eu-3").build();
 * TicketAnswer answer = tickets.issue(token, clientAddress);
 * if (answer instanceof TicketAnswer.Issued issued) {
 *   respond(200).header("Cache-Control", "no-store"); // and issued.ticket().reveal() as the body
 * }
 * }</pre>
 *
 * <p>The store keeps the token sealed under the ticket, and the ticket not at all. The token is
 * verified when the ticket is issued, and again when it is used. {@link HandshakeAuthenticator}
 * takes tickets back. Safe to share; {@link #issue} may block, as the store and the verifier do.
 */
public final class HandshakeTickets {
  private static final Logger log = LoggerFactory.getLogger(HandshakeTickets.class);

  private final OnceStore store;
  private final TokenJudge judge;
  private final String server;
  private final boolean anySource;
  private final Duration life;
  private final InstantSource clock;
  private final SecretGenerator generator;

  private HandshakeTickets(Builder settings, TokenVerifier verifier, String server) {
    this.store = settings.store;
    this.judge = new TokenJudge(verifier, settings.minimumLife, settings.clock);
    this.server = server;
    this.anySource = settings.anySource;
    this.life = settings.life;
    this.clock = settings.clock;
    this.generator = settings.generator;
  }

  /**
   * Tickets that are kept in {@code store}; {@link Builder#verifying} is required, and so is {@link
   * Builder#server} or {@link Builder#anyServer}.
   */
  public static Builder keptIn(OnceStore store) {
    return new Builder(store);
  }

  /**
   * Issues a ticket for the bearer of a token.
   *
   * @param token the token as it arrived, without {@code Bearer}
   * @param source who counts as one source: what {@link HandshakeRequest#source} will say of the
   *     connection
   */
  public TicketAnswer issue(CharSequence token, String source) {
    return issue(token, source, server);
  }

  /**
   * Issues a ticket for a connection to another server than this one, as a service does that sends
   * players to servers.
   *
   * @param server what that server's tickets are told by {@link Builder#server}
   */
  public TicketAnswer issue(CharSequence token, String source, String server) {
    String compact = token.toString(); // once: what is verified is what is sealed
    Verification verification = judge.verifier().verify(compact);
    if (verification instanceof Verification.Rejected rejected) {
      return new TicketAnswer.Refused(HandshakeRefusal.TOKEN, Optional.of(rejected.rejection()));
    }
    if (verification instanceof Verification.Undecided undecided) {
      return new TicketAnswer.Undecided(undecided.retryAfter());
    }
    if (judge.endsTooSoon(((Verification.Accepted) verification).player())) {
      return new TicketAnswer.Refused(HandshakeRefusal.EXPIRES_SOON, Optional.empty());
    }
    HandshakeTicket ticket = HandshakeTicket.create(generator);
    OnceKey key = ticket.key(server, bound(source));
    String sealed = SealedToken.seal(compact, ticket.secret(), key.fingerprint().bytes());
    if (sealed.length() > OnceStore.MAX_PAYLOAD) {
      return new TicketAnswer.Refused(HandshakeRefusal.TOO_LARGE, Optional.empty());
    }
    return kept(key, sealed, ticket.text());
  }

  private TicketAnswer kept(OnceKey key, String sealed, Secret ticket) {
    Instant now = clock.instant();
    Instant end = now.plus(life);
    try {
      if (store.claim(key, sealed, now, end)) {
        return new TicketAnswer.Issued(ticket, end);
      }
      log.warn("a ticket of 256 random bits was there already: look after the random numbers");
    } catch (StoreException e) {
      log.warn("a ticket could not be kept: {}", e.getMessage());
    } catch (RuntimeException | LinkageError e) { // a store that is not ours; its text may tell
      log.warn("a ticket could not be kept: {}", e.getClass().getName());
    }
    return new TicketAnswer.Undecided(TokenJudge.SOON);
  }

  /**
   * Takes a ticket back, for one caller only.
   *
   * @return its token, which must be verified again; empty if it is not good here and now
   * @throws StoreException if nobody can tell
   */
  Optional<String> redeem(HandshakeTicket ticket, String source) {
    OnceKey key = ticket.key(server, bound(source));
    Optional<String> sealed = store.consume(key, clock.instant());
    Optional<String> token =
        sealed.flatMap(text -> SealedToken.open(text, ticket.secret(), key.fingerprint().bytes()));
    if (sealed.isPresent() && token.isEmpty()) {
      log.warn("a ticket held what was not sealed for it: somebody else writes into the store");
    }
    return token;
  }

  private String bound(String source) {
    return anySource ? "" : source;
  }

  /** Says what tickets are like. Not safe to share. */
  public static final class Builder {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final OnceStore store;
    private @Nullable TokenVerifier verifier;
    private @Nullable String server;
    private boolean anySource;
    private Duration life = Duration.ofSeconds(30);
    private Duration minimumLife = Duration.ofSeconds(5);
    private InstantSource clock = InstantSource.system();
    private SecretGenerator generator = new SecretGenerator();

    private Builder(OnceStore store) {
      this.store = store;
    }

    /** Who verifies the tokens that ask for tickets. Required. */
    public Builder verifying(TokenVerifier verifier) {
      this.verifier = verifier;
      return this;
    }

    /** The server that tickets are good for, 1 to 255 printable characters. */
    public Builder server(String id) {
      this.server = Require.printable("server", id);
      return this;
    }

    /** Makes tickets good for each server that shares the store and says this, too. */
    public Builder anyServer() {
      this.server = "";
      return this;
    }

    /**
     * Makes tickets good from any source. Who steals a ticket before it is used may then use it
     * from anywhere. For clients whose two requests come from different addresses, as it happens
     * with IPv4 beside IPv6.
     */
    public Builder anySource() {
      this.anySource = true;
      return this;
    }

    /** How long a ticket lives. Defaults to 30 seconds; 5 seconds to 2 minutes. */
    public Builder livingFor(Duration life) {
      this.life = Require.between("livingFor", life, SHORTEST, LONGEST);
      return this;
    }

    /** How long a token must still live to get a ticket. Defaults to 5 seconds; 0 to 5 minutes. */
    public Builder minimumLife(Duration life) {
      this.minimumLife = Require.between("minimumLife", life, Duration.ZERO, Duration.ofMinutes(5));
      return this;
    }

    /** The time of day. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Where tickets come from. Defaults to the platform's secure random numbers. */
    public Builder generator(SecretGenerator generator) {
      this.generator = generator;
      return this;
    }

    /**
     * The tickets.
     *
     * @throws IllegalArgumentException if no verifier was given, or no server was said
     */
    public HandshakeTickets build() {
      if (verifier == null) {
        throw new IllegalArgumentException("verifying: none (expected: a TokenVerifier)");
      }
      if (server == null) {
        throw new IllegalArgumentException("server: none (expected: an id, or anyServer())");
      }
      return new HandshakeTickets(this, verifier, server);
    }
  }
}
