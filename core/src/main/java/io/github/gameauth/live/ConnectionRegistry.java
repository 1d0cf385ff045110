// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one server, each with a lease that ends when the player's token does, or
 * sooner.
 *
 * <pre>{@code
 * ConnectionRegistry<Peer> connections =
 *     ConnectionRegistry.<Peer>telling(
 *             (lease, why) -> lease.connection().close(why.closeCode(), why.code()))
 *         .revocations(feed)
 *         .build();
 * if (connections.open(peer.id(), peer, player) instanceof LeaseAnswer.Refused<Peer> refused) {
 *   peer.close(refused.why().closeCode(), refused.why().code());
 * }
 * }</pre>
 *
 * <p>Call {@link SessionLease#end} with {@link LeaseEnd#CLOSED} when a client goes: the registry
 * holds connections and does not look at them.
 *
 * <p>Safe to share; nothing here waits for a network. One thread sees to all leases, and 100 000 of
 * them take some 42 megabytes. A lease ends at most one tick after its time; a time of day that
 * goes back prolongs none, and one that is set forward past its end ends it.
 *
 * @param <C> what the host calls a connection
 */
public final class ConnectionRegistry<C> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionRegistry.class);

  /** The longest a host may let a lease last without a token that lasts as long. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private final List<RevocationFeed> feeds;
  private final AuthListener events;
  private final LeaseListener<C> listener;
  private final LeaseTime time;
  private final LeaseBook<C> book;
  private final Map<String, LeaseHome<C>> homes = new ConcurrentHashMap<>();
  private final List<RevocationEar<C>> ears = new ArrayList<>();
  private final LeaseThreads threads;

  ConnectionRegistry(ConnectionRegistryBuilder<C> settings) {
    this.feeds = List.copyOf(settings.feeds);
    this.events = settings.events;
    this.listener = new GuardedLeaseListener<>(settings.leases, settings.events);
    this.time = new LeaseTime(settings.clock, settings.ticker);
    this.book = new LeaseBook<>(settings, time);
    feeds.forEach(feed -> ears.add(RevocationEar.at(feed, this)));
    this.threads = LeaseThreads.turning(settings.scheduler, this::turn, settings.tick.toMillis());
  }

  /** Begins a registry that tells {@code listener} when connections end. */
  public static <C> ConnectionRegistryBuilder<C> telling(LeaseListener<C> listener) {
    return new ConnectionRegistryBuilder<>(listener);
  }

  /**
   * Gives a connection a lease until the player's token ends.
   *
   * @param connectionId the host's name for the connection, 1 to 255 characters: never one that a
   *     client chooses
   * @throws IllegalArgumentException if there is a lease of that name
   */
  public LeaseAnswer<C> open(String connectionId, C connection, VerifiedPlayer player) {
    Instant end = player.expiresAt().orElse(Instant.EPOCH);
    return opened(connectionId, connection, player, end);
  }

  /**
   * Gives a connection a lease until a time that the host chooses, such as the end of a match that
   * was joined by a ticket of a minute. It is revoked like any other.
   *
   * @param endsAt at most 24 hours from now; it may be after the token's end, or before
   * @throws IllegalArgumentException if there is a lease of that name, or {@code endsAt} is too far
   */
  public LeaseAnswer<C> open(
      String connectionId, C connection, VerifiedPlayer player, Instant endsAt) {
    Instant latest = Instant.ofEpochMilli(time.wall()).plus(LONGEST);
    if (endsAt.isAfter(latest)) {
      throw new IllegalArgumentException(
          "endsAt: " + endsAt + " (expected: at most " + latest + ")");
    }
    return opened(connectionId, connection, player, endsAt);
  }

  private LeaseAnswer<C> opened(
      String connectionId, C connection, VerifiedPlayer player, Instant endsAt) {
    Require.text("connectionId", connectionId, 1, 255);
    LeaseHome<C> home =
        homes.computeIfAbsent(player.issuer(), issuer -> new LeaseHome<>(this, issuer));
    SessionLease<C> lease = new SessionLease<>(home, connectionId, connection, player, endsAt);
    @Nullable LeaseEnd objection = book.enter(lease);
    if (objection != null) {
      return new LeaseAnswer.Refused<>(objection);
    }
    // Asked now that it stands in the book: what the feeds learn from here on finds it there.
    objection = objectionOfFeeds(player.mark());
    List<SessionLease<C>> ended = new ArrayList<>();
    if (objection != null) {
      book.end(List.of(lease), objection, ended);
    }
    objection = book.admit(lease, ended);
    tell(ended);
    if (objection != null) {
      return new LeaseAnswer.Refused<>(objection);
    }
    events.leaseOpened();
    return new LeaseAnswer.Opened<>(lease);
  }

  private @Nullable LeaseEnd objectionOfFeeds(TokenMark mark) {
    try {
      for (RevocationFeed feed : feeds) {
        if (feed.revokes(mark)) {
          return LeaseEnd.REVOKED;
        }
      }
      return null;
    } catch (RuntimeException e) {
      return LeaseEnd.TRY_LATER; // a feed that cannot tell has not said that it is good
    }
  }

  LeaseRenewal renew(SessionLease<C> lease, VerifiedPlayer newer) {
    if (!lease.isOf(newer)) {
      return lease.isLive() ? LeaseRenewal.OTHER_PLAYER : LeaseRenewal.ENDED;
    }
    TokenMark mark = newer.mark();
    @Nullable LeaseEnd objection = objectionOfFeeds(mark);
    if (objection == LeaseEnd.TRY_LATER) {
      return lease.isLive() ? LeaseRenewal.UNDECIDED : LeaseRenewal.ENDED;
    }
    List<SessionLease<C>> ended = new ArrayList<>();
    long until = newer.expiresAt().orElse(Instant.EPOCH).toEpochMilli();
    LeaseRenewal answer = book.renew(lease, TokenTrace.of(newer), until, ended);
    tell(ended);
    if (answer != LeaseRenewal.RENEWED) {
      return answer;
    }
    // Asked again: what was learnt before it hung on the newer token could not find it by that.
    objection = objectionOfFeeds(mark);
    if (objection != null) {
      end(lease, objection);
      return LeaseRenewal.ENDED;
    }
    events.leaseRenewed();
    return lease.isLive() ? answer : LeaseRenewal.ENDED;
  }

  void end(SessionLease<C> lease, LeaseEnd why) {
    end(List.of(lease), why);
  }

  private int end(List<SessionLease<C>> leases, LeaseEnd why) {
    List<SessionLease<C>> ended = new ArrayList<>();
    int count = book.end(leases, why, ended);
    tell(ended);
    return count;
  }

  private void tell(List<SessionLease<C>> ended) {
    for (SessionLease<C> lease : ended) {
      lease.endedBy().ifPresent(why -> listener.ended(lease, why));
    }
  }

  /** The live lease of a connection. */
  public Optional<SessionLease<C>> find(String connectionId) {
    return Optional.ofNullable(book.find(connectionId)).filter(SessionLease::isLive);
  }

  /** The live leases of a player, the newest first. */
  public List<SessionLease<C>> ofPlayer(String issuer, String subject) {
    return live(book.ofPlayer(issuer, subject));
  }

  /** The live leases of a session, the newest first. */
  public List<SessionLease<C>> ofSession(String issuer, String sessionId) {
    return live(book.ofSession(issuer, sessionId));
  }

  private List<SessionLease<C>> live(List<SessionLease<C>> leases) {
    return leases.stream().filter(SessionLease::isLive).toList();
  }

  /**
   * Ends all leases of a player, those among them that are just being opened.
   *
   * @return how many ended
   */
  public int kick(String issuer, String subject, LeaseEnd why) {
    return end(book.ofPlayer(issuer, subject), why);
  }

  /**
   * Ends all leases of a session, those among them that are just being opened.
   *
   * @return how many ended
   */
  public int kickSession(String issuer, String sessionId, LeaseEnd why) {
    return end(book.ofSession(issuer, sessionId), why);
  }

  /** How many leases there are, those among them that are just being opened. */
  public int size() {
    return book.size();
  }

  /**
   * Does something with every lease that is live; those that come or go meanwhile may be missed.
   */
  public void forEach(Consumer<SessionLease<C>> action) {
    for (SessionLease<C> lease : book.all()) {
      if (lease.isLive()) {
        action.accept(lease);
      }
    }
  }

  /**
   * What ends the leases of a key's tokens when an issuer takes the key out of its key set, or puts
   * another in its place: hand it to {@code VerifierBuilder.listener}, and for an issuer of this
   * process to the builder of its signing keys. A lease that outlives its token is spared once that
   * has expired, since a key that retires as planned does so after its last token; to end such
   * leases, too, revoke the key.
   */
  public AuthListener keyWatch() {
    return new AuthListener() {
      @Override
      public void keysChanged(KeysChanged change) {
        ConnectionRegistry.this.keysChanged(change);
      }
    };
  }

  private void keysChanged(KeysChanged change) {
    book.keysChanged(change); // first: a lease that is opened after we looked finds it there
    long wall = time.wall();
    Predicate<TokenTrace> meant =
        trace ->
            trace.isAliveAt(wall)
                && trace
                    .keyName()
                    .filter(name -> isIn(change.removed(), name) || isIn(change.replaced(), name))
                    .isPresent();
    endThose(allOf(change.issuer()), meant, LeaseEnd.KEY_WITHDRAWN);
  }

  private static boolean isIn(List<String> names, String name) {
    return names.contains(name);
  }

  /** A feed of that issuer has learnt of a revocation. */
  void revoked(String issuer, Revocation revocation) {
    String target = revocation.target();
    Collection<SessionLease<C>> candidates =
        switch (revocation.kind()) {
          case SUBJECT -> book.ofPlayer(issuer, target);
          case SESSION -> book.ofSession(issuer, target);
          case TOKEN, KEY -> allOf(issuer);
          case ISSUER -> target.equals(issuer) ? allOf(issuer) : List.of();
        };
    long digest = TokenTrace.digestOf(revocation);
    endThose(
        candidates,
        trace -> trace.isMeantBy(revocation, digest),
        revocation.cause() == RevocationCause.BANNED ? LeaseEnd.BANNED : LeaseEnd.REVOKED);
  }

  private Collection<SessionLease<C>> allOf(String issuer) {
    return book.all().stream().filter(lease -> lease.issuer().equals(issuer)).toList();
  }

  private void endThose(
      Collection<SessionLease<C>> candidates, Predicate<TokenTrace> meant, LeaseEnd why) {
    List<SessionLease<C>> ended = new ArrayList<>();
    for (SessionLease<C> lease : candidates) {
      if (meant.test(lease.trace())) {
        book.endIf(lease, meant, why, ended); // asked again: it may have been renewed meanwhile
      }
    }
    tell(ended);
  }

  /** Sees to what is due; the wheel's thread calls it once a tick. */
  private void turn() {
    try {
      LeaseBook.Due<C> due = book.due();
      tell(due);
      while (due.more()) {
        due = book.due();
        tell(due);
      }
    } catch (Throwable e) { // a turn that throws would be the last
      log.error("leases: {}; the next turn is tried", e.getClass().getName());
    }
  }

  private void tell(LeaseBook.Due<C> due) {
    tell(due.over());
    for (SessionLease<C> lease : due.soon()) {
      if (lease.isLive()) {
        listener.endsSoon(lease);
      }
    }
  }

  /** Ends all leases with {@link LeaseEnd#SERVER_STOPPING}, and opens none any more. Idempotent. */
  @Override
  public void close() {
    List<SessionLease<C>> ended = new ArrayList<>();
    book.close(ended);
    threads.close();
    ears.forEach(RevocationEar::close);
    tell(ended);
  }

  /** Tells a presence of this server which players are connected, until it is told to stop. */
  void observe(LeaseObserver observer) {
    book.observe(observer);
  }

  /** How many leases there are. */
  @Override
  public String toString() {
    return "ConnectionRegistry(" + size() + " leases)";
  }
}
