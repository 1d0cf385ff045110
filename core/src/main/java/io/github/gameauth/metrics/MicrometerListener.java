// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/**
 * Counts and times every event, under names that begin with {@code gameauth.}; hand the same one to
 * every builder.
 *
 * <pre>{@code
 * AuthListener metrics = MicrometerListener.of(registry);
 * TokenVerifier verifier = TokenVerifier.builder().trust(issuer).listener(metrics).build();
 * }</pre>
 *
 * <p>Tags are issuers, platforms and stable codes, all of which the configuration or this library
 * chose; key ids, players and tokens are in none. Of each tag the first 100 values are told apart,
 * further ones are {@code other}, and {@code none} stands where there is nothing to say.
 *
 * <table>
 * <caption>The meters and their tags</caption>
 * <tr><th>Timers</th><th></th></tr>
 * <tr><td>{@code gameauth.keys.fetched}</td><td>issuer, cause, outcome</td></tr>
 * <tr><td>{@code gameauth.verifications.slow}</td><td>issuer, outcome</td></tr>
 * <tr><td>{@code gameauth.store.calls}</td><td>engine, step, outcome</td></tr>
 * <tr><td>{@code gameauth.clock.went.back}</td><td></td></tr>
 * <tr><th>Counters</th><th></th></tr>
 * <tr><td>{@code gameauth.keys.changed}</td><td>issuer, change</td></tr>
 * <tr><td>{@code gameauth.keys.refused}</td><td>issuer, reason</td></tr>
 * <tr><td>{@code gameauth.keys.stages}</td><td>issuer, to</td></tr>
 * <tr><td>{@code gameauth.tokens.verified}</td><td>issuer, result, reason, remembered</td></tr>
 * <tr><td>{@code gameauth.tokens.minted}</td><td>issuer</td></tr>
 * <tr><td>{@code gameauth.signing.keys.made}</td><td>issuer</td></tr>
 * <tr><td>{@code gameauth.signing.keys.unavailable}</td><td>issuer</td></tr>
 * <tr><td>{@code gameauth.accounts.made}</td><td>platform</td></tr>
 * <tr><td>{@code gameauth.accounts.changed}</td><td>change</td></tr>
 * <tr><td>{@code gameauth.links.refused}</td><td>platform, reason</td></tr>
 * <tr><td>{@code gameauth.access.undecided}</td><td>check, cause, remembered</td></tr>
 * <tr><td>{@code gameauth.revocations.refreshed}</td><td>issuer, outcome</td></tr>
 * <tr><td>{@code gameauth.revocations.added}</td><td>issuer</td></tr>
 * <tr><td>{@code gameauth.revocations.stages}</td><td>issuer, to</td></tr>
 * <tr><td>{@code gameauth.sessions.opened}</td><td>platform, created</td></tr>
 * <tr><td>{@code gameauth.sessions.refreshed}</td><td>platform, repeated</td></tr>
 * <tr><td>{@code gameauth.sessions.degraded}</td><td>platform</td></tr>
 * <tr><td>{@code gameauth.sessions.refused}</td><td>code, detail</td></tr>
 * <tr><td>{@code gameauth.sessions.undecided}</td><td>cause</td></tr>
 * <tr><td>{@code gameauth.sessions.outages}</td><td>platform, out</td></tr>
 * <tr><td>{@code gameauth.refresh.tokens.reused}</td><td></td></tr>
 * <tr><td>{@code gameauth.breakers.changed}</td><td>breaker, to</td></tr>
 * <tr><td>{@code gameauth.handshakes.accepted}</td><td>way</td></tr>
 * <tr><td>{@code gameauth.handshakes.refused}</td><td>reason</td></tr>
 * <tr><td>{@code gameauth.leases.opened}</td><td></td></tr>
 * <tr><td>{@code gameauth.leases.renewed}</td><td></td></tr>
 * <tr><td>{@code gameauth.leases.ended}</td><td>cause</td></tr>
 * </table>
 *
 * <p>Safe to share. A token costs a few look-ups and no garbage.
 */
public final class MicrometerListener implements AuthListener {
  private final Tagged<Timer> keysFetched;
  private final Tagged<Counter> keysChanged;
  private final Tagged<Counter> keysRefused;
  private final Tagged<Counter> keyStages;
  private final Tagged<Counter> tokensVerified;
  private final Tagged<Timer> verificationsSlow;
  private final Tagged<Timer> clockWentBack;
  private final Tagged<Counter> tokensMinted;
  private final Tagged<Counter> signingKeysMade;
  private final Tagged<Counter> signingKeysUnavailable;
  private final Tagged<Counter> accountsMade;
  private final Tagged<Counter> accountsChanged;
  private final Tagged<Counter> linksRefused;
  private final Tagged<Counter> accessUndecided;
  private final Tagged<Counter> revocationsRefreshed;
  private final Tagged<Counter> revocationsAdded;
  private final Tagged<Counter> revocationStages;
  private final Tagged<Counter> sessionsOpened;
  private final Tagged<Counter> sessionsRefreshed;
  private final Tagged<Counter> sessionsDegraded;
  private final Tagged<Counter> sessionsRefused;
  private final Tagged<Counter> sessionsUndecided;
  private final Tagged<Counter> sessionOutages;
  private final Tagged<Counter> refreshTokensReused;
  private final Tagged<Counter> breakersChanged;
  private final Tagged<Timer> storeCalls;
  private final Tagged<Counter> handshakesAccepted;
  private final Tagged<Counter> handshakesRefused;
  private final Tagged<Counter> leasesOpened;
  private final Tagged<Counter> leasesRenewed;
  private final Tagged<Counter> leasesEnded;

  private MicrometerListener(MeterRegistry registry) {
    Making making = new Making(registry);
    keysFetched = making.timer("keys.fetched", "Key sets asked for", "issuer", "cause", "outcome");
    keysChanged = making.counter("keys.changed", "Keys that came or went", "issuer", "change");
    keysRefused = making.counter("keys.refused", "Published keys left out", "issuer", "reason");
    keyStages = making.counter("keys.stages", "Key sets that aged or renewed", "issuer", "to");
    tokensVerified =
        making.counter(
            "tokens.verified", "Tokens judged", "issuer", "result", "reason", "remembered");
    verificationsSlow =
        making.timer("verifications.slow", "Verifications that took long", "issuer", "outcome");
    clockWentBack = making.timer("clock.went.back", "How far the time of day went back");
    tokensMinted = making.counter("tokens.minted", "Tokens minted", "issuer");
    signingKeysMade = making.counter("signing.keys.made", "Signing keys made", "issuer");
    signingKeysUnavailable =
        making.counter("signing.keys.unavailable", "Failures of the key store", "issuer");
    accountsMade = making.counter("accounts.made", "Accounts made", "platform");
    accountsChanged = making.counter("accounts.changed", "Accounts changed", "change");
    linksRefused = making.counter("links.refused", "Links refused", "platform", "reason");
    accessUndecided =
        making.counter(
            "access.undecided", "Access checks that failed", "check", "cause", "remembered");
    revocationsRefreshed =
        making.counter("revocations.refreshed", "Refreshes of feeds", "issuer", "outcome");
    revocationsAdded = making.counter("revocations.added", "Revocations learnt", "issuer");
    revocationStages =
        making.counter("revocations.stages", "Feeds that got better or worse", "issuer", "to");
    sessionsOpened = making.counter("sessions.opened", "Sessions opened", "platform", "created");
    sessionsRefreshed =
        making.counter("sessions.refreshed", "Sessions refreshed", "platform", "repeated");
    sessionsDegraded =
        making.counter("sessions.degraded", "Sessions gone on with less", "platform");
    sessionsRefused = making.counter("sessions.refused", "Sessions refused", "code", "detail");
    sessionsUndecided =
        making.counter("sessions.undecided", "Sessions nobody could judge", "cause");
    sessionOutages =
        making.counter(
            "sessions.outages", "Platforms that went out or came back", "platform", "out");
    refreshTokensReused =
        making.counter("refresh.tokens.reused", "Refresh tokens used by two holders");
    breakersChanged =
        making.counter("breakers.changed", "Breakers that changed their mind", "breaker", "to");
    storeCalls = making.timer("store.calls", "Steps asked of stores", "engine", "step", "outcome");
    handshakesAccepted = making.counter("handshakes.accepted", "Connections let in", "way");
    handshakesRefused = making.counter("handshakes.refused", "Connections not let in", "reason");
    leasesOpened = making.counter("leases.opened", "Leases given");
    leasesRenewed = making.counter("leases.renewed", "Leases prolonged");
    leasesEnded = making.counter("leases.ended", "Leases ended", "cause");
  }

  /** A listener whose meters are kept in {@code registry}, which stays its owner's to close. */
  @SuppressWarnings("exports") // Micrometer is optional, and so its module cannot be passed on
  public static MicrometerListener of(MeterRegistry registry) {
    return new MicrometerListener(registry);
  }

  /** Makes families of meters, whose names begin alike. */
  private record Making(MeterRegistry registry) {
    Tagged<Counter> counter(String name, String what, String... tags) {
      String whole = "gameauth." + name;
      return new Tagged<>(
          whole,
          values -> Counter.builder(whole).description(what).tags(values).register(registry),
          tags);
    }

    Tagged<Timer> timer(String name, String what, String... tags) {
      String whole = "gameauth." + name;
      return new Tagged<>(
          whole,
          values -> Timer.builder(whole).description(what).tags(values).register(registry),
          tags);
    }
  }

  private static String text(boolean flag) {
    return flag ? "true" : "false";
  }

  @Override
  public void keysFetched(KeysFetched fetch) {
    keysFetched.of(fetch.issuer(), fetch.cause(), fetch.outcome()).record(fetch.took());
  }

  @Override
  public void keysChanged(KeysChanged change) {
    count(change.issuer(), "added", change.added());
    count(change.issuer(), "removed", change.removed());
    count(change.issuer(), "replaced", change.replaced());
    count(change.issuer(), "ambiguous", change.ambiguous());
  }

  private void count(String issuer, String change, List<String> keyIds) {
    if (!keyIds.isEmpty()) {
      keysChanged.of(issuer, change).increment(keyIds.size());
    }
  }

  @Override
  public void keyRefused(String issuer, String reason) {
    keysRefused.of(issuer, reason).increment();
  }

  @Override
  public void keyStateChanged(String issuer, String from, String to) {
    keyStages.of(issuer, to).increment();
  }

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    tokensVerified.of(issuer, "accepted", TagValues.NONE, text(remembered)).increment();
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    tokensVerified.of(issuer, "rejected", reason, "false").increment();
  }

  @Override
  public void tokenUndecided(String issuer) {
    tokensVerified.of(issuer, "undecided", TagValues.NONE, "false").increment();
  }

  @Override
  public void verificationWasSlow(String issuer, String outcome, Duration took) {
    verificationsSlow.of(issuer, outcome).record(took);
  }

  @Override
  public void clockWentBack(Duration by) {
    clockWentBack.of().record(by);
  }

  @Override
  public void tokenMinted(String issuer, String keyId) {
    tokensMinted.of(issuer).increment();
  }

  @Override
  public void signingKeyCreated(String issuer, String keyId) {
    signingKeysMade.of(issuer).increment();
  }

  @Override
  public void signingKeysUnavailable(String issuer) {
    signingKeysUnavailable.of(issuer).increment();
  }

  @Override
  public void accountCreated(String platform) {
    accountsMade.of(platform).increment();
  }

  @Override
  public void accountChanged(String change, String detail) {
    accountsChanged.of(change).increment(); // the detail may be an operator's own word
  }

  @Override
  public void accountLinkRefused(String platform, String reason) {
    linksRefused.of(platform, reason).increment();
  }

  @Override
  public void accessUndecided(String check, String cause, boolean remembered) {
    accessUndecided.of(check, cause, text(remembered)).increment();
  }

  @Override
  public void revocationsRefreshed(String issuer, int added, int entries) {
    revocationsRefreshed.of(issuer, "success").increment();
    revocationsAdded.of(issuer).increment(added);
  }

  @Override
  public void revocationsNotRefreshed(String issuer) {
    revocationsRefreshed.of(issuer, "failure").increment();
  }

  @Override
  public void revocationsStateChanged(String issuer, String from, String to) {
    revocationStages.of(issuer, to).increment();
  }

  @Override
  public void sessionOpened(String platform, boolean created) {
    sessionsOpened.of(platform, text(created)).increment();
  }

  @Override
  public void sessionRefreshed(String platform, boolean repeated) {
    sessionsRefreshed.of(platform, text(repeated)).increment();
  }

  @Override
  public void sessionDegraded(String platform) {
    sessionsDegraded.of(platform).increment();
  }

  @Override
  public void sessionRefused(String code, String detail) {
    sessionsRefused.of(code, detail).increment();
  }

  @Override
  public void sessionUndecided(String cause) {
    sessionsUndecided.of(cause).increment();
  }

  @Override
  public void sessionOutageChanged(String platform, boolean out) {
    sessionOutages.of(platform, text(out)).increment();
  }

  @Override
  public void refreshTokenReused(String session) {
    refreshTokensReused.of().increment();
  }

  @Override
  public void breakerChanged(String breaker, String from, String to) {
    breakersChanged.of(breaker, to).increment();
  }

  @Override
  public void storeAnswered(String engine, String step, boolean failed, Duration took) {
    storeCalls.of(engine, step, failed ? "failure" : "success").record(took);
  }

  @Override
  public void handshakeAccepted(String way) {
    handshakesAccepted.of(way).increment();
  }

  @Override
  public void handshakeRefused(String reason) {
    handshakesRefused.of(reason).increment();
  }

  @Override
  public void leaseOpened() {
    leasesOpened.of().increment();
  }

  @Override
  public void leaseRenewed() {
    leasesRenewed.of().increment();
  }

  @Override
  public void leaseEnded(String cause) {
    leasesEnded.of(cause).increment();
  }
}
