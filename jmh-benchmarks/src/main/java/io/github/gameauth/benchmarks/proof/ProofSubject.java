// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.benchmarks.proof.Credentials.Bad;
import io.github.gameauth.benchmarks.proof.Credentials.Good;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An adapter with a pool of credentials, each met once in a round. For one thread. */
public final class ProofSubject implements AutoCloseable {
  private final List<? extends Meeting> pool;
  private final Runnable honesty;
  private final UsesOfARound uses;
  private final AutoCloseable end;
  private int next;
  private int nextBare;

  private ProofSubject(
      List<? extends Meeting> pool, Runnable honesty, UsesOfARound uses, AutoCloseable end) {
    this.pool = pool;
    this.honesty = honesty;
    this.uses = uses;
    this.end = end;
  }

  /** One credential before its adapter, and its cryptography alone. */
  private record Meeting(Supplier<PlatformVerdict> proof, BareCrypto bare) {}

  static <C> ProofSubject of(Credentials<C> credentials, int size) throws GeneralSecurityException {
    PlatformHosts hosts = PlatformHosts.answeringAfter(Duration.ZERO);
    credentials.publish(hosts);
    UsesOfARound uses = new UsesOfARound();
    PlatformAdapter<C> adapter = credentials.adapter(AdapterContext.of(hosts.http(), uses));
    List<Good<C>> good = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      good.add(credentials.good(i));
    }
    List<Bad<C>> bad = credentials.bad();
    return new ProofSubject(
        good.stream()
            .map(each -> new Meeting(() -> adapter.verify(each.credential()), each.bare()))
            .toList(),
        () -> requireHonest(adapter, good, bad, uses),
        uses,
        () -> {
          if (adapter instanceof AutoCloseable closeable) {
            closeable.close();
          }
          hosts.close();
        });
  }

  /**
   * Demands the whole job before anybody counts how fast: each good credential accepted once, for
   * the right player, and not twice; each bad one refused for its own reason; and the good ones
   * good again when their uses are forgotten.
   *
   * @throws IllegalStateException if it is not done
   */
  public void requireHonest() {
    honesty.run();
    uses.forget();
    next = 0;
  }

  private static <C> void requireHonest(
      PlatformAdapter<C> adapter, List<Good<C>> good, List<Bad<C>> bad, UsesOfARound uses) {
    uses.forget();
    for (Good<C> each : good) {
      if (!(adapter.verify(each.credential()) instanceof Accepted accepted)
          || !accepted.identity().subject().equals(each.subject())) {
        throw new IllegalStateException("refuses or misreads a good credential");
      }
      try {
        each.bare().compute();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the cryptography alone refuses a good credential", e);
      }
    }
    for (Good<C> each : good) {
      requireRefused(adapter, each.credential(), Reason.REPLAYED);
    }
    List<Reason> reasons = bad.stream().map(Bad::reason).toList();
    if (!reasons.containsAll(List.of(Reason.INVALID, Reason.EXPIRED))) {
      throw new IllegalStateException("bad: " + reasons + " (expected: INVALID and EXPIRED)");
    }
    bad.forEach(each -> requireRefused(adapter, each.credential(), each.reason()));
    uses.forget();
    if (!(adapter.verify(good.get(0).credential()) instanceof Accepted)) {
      throw new IllegalStateException("refuses a good credential after the bad ones");
    }
  }

  private static <C> void requireRefused(PlatformAdapter<C> adapter, C credential, Reason reason) {
    PlatformVerdict verdict = adapter.verify(credential);
    if (!(verdict instanceof Rejected rejected) || rejected.reason() != reason) {
      throw new IllegalStateException("refused: " + verdict + " (expected: " + reason + ")");
    }
  }

  /**
   * The whole job, for the next credential: what a login by this platform takes before there is an
   * account or a session.
   *
   * @throws IllegalStateException if it is refused
   */
  public PlatformVerdict prove() {
    if (next == pool.size()) {
      uses.forget();
      next = 0;
    }
    PlatformVerdict verdict = pool.get(next++).proof().get();
    if (!(verdict instanceof Accepted)) {
      throw new IllegalStateException("a good credential is refused: " + verdict);
    }
    return verdict;
  }

  /** For tests: the last credential once more, which nobody may get in by. */
  void proveLastAgain() {
    next--;
    prove();
  }

  /** The cryptography alone, for the next credential. */
  public Object bare() throws GeneralSecurityException {
    nextBare = nextBare == pool.size() ? 0 : nextBare;
    return pool.get(nextBare++).bare().compute();
  }

  @Override
  public void close() throws Exception {
    end.close();
  }
}
