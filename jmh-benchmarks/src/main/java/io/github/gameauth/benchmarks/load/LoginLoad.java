// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.load;

import io.github.gameauth.adapters.SteamAdapter;
import io.github.gameauth.adapters.SteamTicket;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.benchmarks.keyset.CallerThreads;
import io.github.gameauth.benchmarks.report.LoadRun;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.upstream.JsonHttp;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Logins by Steam tickets, in an open model: who comes is decided beforehand and waits for nobody,
 * and what a login takes is counted from the moment when it was due. If they were not got through,
 * ever more would be under way, and it would show.
 *
 * <p>Everything is what a server has: our HTTP client over real connections, the default limits on
 * calls, a store that notes uses. Only TLS is not there.
 */
public final class LoginLoad {
  private final LoadPlan plan;
  private final PlatformHosts hosts;
  private final PlatformAdapter<SteamTicket> steam;
  private final Tally tally;

  private LoginLoad(LoadPlan plan, PlatformHosts hosts, PlatformAdapter<SteamTicket> steam) {
    this.plan = plan;
    this.hosts = hosts;
    this.steam = steam;
    this.tally = new Tally(plan.logins(), plan.seconds());
  }

  /**
   * Has them come, and waits until the last one is through.
   *
   * @throws IllegalStateException if a forged ticket gets in, or a good one gets in twice
   */
  public static LoadRun run(LoadPlan plan) throws InterruptedException {
    try (PlatformHosts hosts = PlatformHosts.answeringAfter(plan.latency())) {
      SteamHost.open(hosts);
      JsonHttp http = plan.idle() == 0 ? hosts.http() : hosts.http(plan.idle());
      SteamAdapter steam =
          new SteamAdapter(
              new SteamAdapter.Settings(
                  480, Secret.of("0123456789ABCDEF0123456789ABCDEF"), "my-game"),
              AdapterContext.of(http, new InMemoryStores().once()));
      LoginLoad load = new LoginLoad(plan, hosts, steam);
      load.requireHonest();
      return load.run();
    }
  }

  private void requireHonest() {
    SteamTicket good = SteamHost.ticket(plan.logins());
    boolean honest =
        steam.verify(good) instanceof Accepted
            && isRefused(good, Reason.REPLAYED)
            && isRefused(SteamHost.forged(), Reason.INVALID);
    if (!honest) {
      throw new IllegalStateException("Steam's tickets are not told from others");
    }
  }

  private boolean isRefused(SteamTicket ticket, Reason reason) {
    return steam.verify(ticket) instanceof Rejected rejected && rejected.reason() == reason;
  }

  private LoadRun run() throws InterruptedException {
    double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int askedBefore = hosts.requests();
    long[] arrivals = plan.arrivals();
    CountDownLatch through = new CountDownLatch(arrivals.length);
    Executor logins = executor();
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    for (int i = 0; i < arrivals.length; i++) {
      int player = i;
      long due = start + arrivals[i];
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      tally.came(arrivals[i]);
      logins.execute(
          () -> {
            try {
              tally.told(told(player), System.nanoTime() - due);
            } finally {
              tally.left();
              through.countDown();
            }
          });
    }
    through.await();
    return tally.run(
        plan.threads().name(),
        plan.perSecond(),
        plan.latency().toMillis(),
        hosts.requests() - askedBefore,
        hosts.connections(),
        hosts.mostUnderWay(),
        plan.idle(),
        busy);
  }

  private Executor executor() {
    var threads = plan.threads().named("login");
    return plan.threads() == CallerThreads.VIRTUAL
        ? login -> threads.newThread(login).start()
        : Executors.newFixedThreadPool(plan.pool(), threads);
  }

  /** What became of a login: accepted as the right player, or why not. */
  private String told(int player) {
    PlatformVerdict verdict = steam.verify(SteamHost.ticket(player));
    if (verdict instanceof Accepted accepted) {
      return accepted.identity().subject().equals(SteamHost.subject(player))
          ? LoadRun.ACCEPTED
          : "MISTAKEN";
    }
    return verdict instanceof Rejected rejected
        ? rejected.reason().name()
        : ((PlatformVerdict.Undecided) verdict).cause().name();
  }
}
