// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.verify.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says how a {@link HandshakeAuthenticator} works. Not safe to share. */
public final class HandshakeAuthenticatorBuilder {
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  final TokenVerifier verifier;
  private final List<String> origins = new ArrayList<>();
  private boolean originRequired;
  private @Nullable Set<HandshakeWay> ways;
  Optional<HandshakeTickets> tickets = Optional.empty();
  Optional<String> queryToken = Optional.empty();
  Duration minimumLife = Duration.ofSeconds(5);
  Duration firstMessageWithin = Duration.ofSeconds(5);
  int largestCredential = TokenLimits.DEFAULT.tokenLength();
  int largestMessage = 4096;
  int pendingPerSource = 8;
  int pendingInAll = 10_000;
  InstantSource clock = InstantSource.system();
  LongSupplier ticker = System::nanoTime;
  @Nullable ScheduledExecutorService scheduler;
  @Nullable Executor executor;
  AuthListener listener = AuthListener.NONE;

  HandshakeAuthenticatorBuilder(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The web sites whose pages may connect: {@code scheme://host} or {@code scheme://host:port},
   * compared exactly but for the case of letters and default ports; {@code null} is never one.
   * Several calls add up. Defaults to none, when every request with an {@code Origin} is refused.
   *
   * @throws IllegalArgumentException if one is no origin
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10.2">RFC 6455 §10.2</a>
   */
  public HandshakeAuthenticatorBuilder origins(String... origins) {
    this.origins.addAll(Arrays.asList(origins));
    AllowedOrigins.of(this.origins, originRequired); // complains here, where the mistake is
    return this;
  }

  /**
   * Refuses requests without an {@code Origin}, which are those of native clients. It keeps no
   * attacker out, since a program can write any; it is for servers that only pages connect to.
   */
  public HandshakeAuthenticatorBuilder requireOrigin() {
    this.originRequired = true;
    return this;
  }

  /**
   * The ways in which a token may come. Their order does not matter, since a request with two
   * credentials is refused; a credential that comes in another way is refused, too, and not
   * ignored. Defaults to {@link HandshakeWay#HEADER}, {@link HandshakeWay#TICKET} if there are
   * {@link #tickets}, {@link HandshakeWay#SUBPROTOCOL} and {@link HandshakeWay#FIRST_MESSAGE}.
   */
  public HandshakeAuthenticatorBuilder ways(HandshakeWay... ways) {
    if (ways.length == 0) {
      throw new IllegalArgumentException("ways: none (expected: at least one)");
    }
    this.ways = EnumSet.copyOf(Arrays.asList(ways));
    return this;
  }

  /** Takes tickets, as {@code ?ticket=…}. Defaults to none. */
  public HandshakeAuthenticatorBuilder tickets(HandshakeTickets tickets) {
    this.tickets = Optional.of(tickets);
    return this;
  }

  /**
   * Takes the token itself in a query parameter, and so lets it lie in access logs, in proxies and
   * in crash reports. {@link #tickets} do the same without that.
   *
   * @param parameter the parameter's name, 1 to 32 of {@code A-Z a-z 0-9 _ -}
   */
  public HandshakeAuthenticatorBuilder allowingQueryToken(String parameter) {
    if (!PARAMETER.matcher(parameter).matches() || parameter.equals(CredentialReader.TICKET)) {
      throw new IllegalArgumentException(
          "allowingQueryToken: " + parameter + " (expected: 1 to 32 of A-Z a-z 0-9 _ -)");
    }
    this.queryToken = Optional.of(parameter);
    return this;
  }

  /** How long a token must still live. Defaults to 5 seconds; 0 to 5 minutes. */
  public HandshakeAuthenticatorBuilder minimumLife(Duration life) {
    this.minimumLife = Require.between("minimumLife", life, Duration.ZERO, Duration.ofMinutes(5));
    return this;
  }

  /**
   * How long an open connection may take for its first message, verdict included; a ticket's store
   * has as long. Defaults to 5 seconds; 100 ms to 1 minute.
   */
  public HandshakeAuthenticatorBuilder firstMessageWithin(Duration patience) {
    this.firstMessageWithin =
        Require.between(
            "firstMessageWithin", patience, Duration.ofMillis(100), Duration.ofMinutes(1));
    return this;
  }

  /**
   * How many characters a credential in a header or a query may have; what stands beside it may
   * have 1024 more. Defaults to 8192, as the verifier's limit does; 256 to 65536.
   */
  public HandshakeAuthenticatorBuilder largestCredential(int characters) {
    this.largestCredential =
        Require.between("largestCredential", characters, 256, TokenLimits.MAX_TOKEN_LENGTH);
    return this;
  }

  /** How many bytes a first message may have. Defaults to 4096; 256 to 65536. */
  public HandshakeAuthenticatorBuilder largestMessage(int bytes) {
    this.largestMessage =
        Require.between("largestMessage", bytes, 256, TokenLimits.MAX_TOKEN_LENGTH);
    return this;
  }

  /**
   * How many connections of one source may be without a player at a time, those that wait for a
   * ticket's store included. Players behind one address share it. Defaults to 8; 1 to {@link
   * #pendingInAll}.
   */
  public HandshakeAuthenticatorBuilder pendingPerSource(int most) {
    this.pendingPerSource = Require.between("pendingPerSource", most, 1, 1_000_000);
    return this;
  }

  /** How many of them there may be in all. Defaults to 10 000; 1 to 1 000 000. */
  public HandshakeAuthenticatorBuilder pendingInAll(int most) {
    this.pendingInAll = Require.between("pendingInAll", most, 1, 1_000_000);
    return this;
  }

  /** The time of day. Defaults to the system's. */
  public HandshakeAuthenticatorBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
  public HandshakeAuthenticatorBuilder ticker(LongSupplier ticker) {
    this.ticker = ticker;
    return this;
  }

  /**
   * What ends handshakes that take too long; stays the caller's to shut down. One task at a time is
   * in it, however many connections wait. Defaults to one daemon thread.
   */
  public HandshakeAuthenticatorBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /**
   * What asks the store for tickets, which may block; stays the caller's to shut down. Defaults to
   * up to four daemon threads, and a line of 1024 before them.
   */
  public HandshakeAuthenticatorBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /** Who is told of outcomes. Defaults to nobody. */
  public HandshakeAuthenticatorBuilder listener(AuthListener listener) {
    this.listener = GuardedListener.around(listener);
    return this;
  }

  /**
   * The authenticator.
   *
   * @throws IllegalArgumentException if ways were named without what they need, or what they need
   *     was given and the way not named, or {@link #pendingPerSource} is above {@link
   *     #pendingInAll}
   */
  public HandshakeAuthenticator build() {
    Require.between("pendingPerSource", pendingPerSource, 1, pendingInAll);
    requireTogether(HandshakeWay.TICKET, tickets.isPresent(), "tickets(…)");
    requireTogether(HandshakeWay.QUERY_TOKEN, queryToken.isPresent(), "allowingQueryToken(…)");
    return new HandshakeAuthenticator(this);
  }

  private void requireTogether(HandshakeWay way, boolean given, String setting) {
    if (ways != null && ways.contains(way) != given) {
      throw new IllegalArgumentException(
          "ways: " + ways + " (expected: " + way + " if and only if there is " + setting + ")");
    }
  }

  AllowedOrigins allowedOrigins() {
    return AllowedOrigins.of(origins, originRequired);
  }

  Set<HandshakeWay> chosenWays() {
    if (ways != null) {
      return ways;
    }
    Set<HandshakeWay> usual =
        EnumSet.of(HandshakeWay.HEADER, HandshakeWay.SUBPROTOCOL, HandshakeWay.FIRST_MESSAGE);
    tickets.ifPresent(given -> usual.add(HandshakeWay.TICKET));
    queryToken.ifPresent(given -> usual.add(HandshakeWay.QUERY_TOKEN));
    return usual;
  }
}
