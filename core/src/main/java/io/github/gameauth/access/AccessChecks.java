// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a proven player may play, by all checks that a server makes.
 *
 * <pre>{@code
 * AccessChecks checks =
 *     AccessChecks.builder()
 *         .check(BanCheck.at(clock))
 *         .check(ModerationCheck.asking("moderation", chat::banOf), FailurePolicy.closed())
 *         .check(
 *             EntitlementCheck.listing("shop", shop::ownedBy),
 *             FailurePolicy.open(Duration.ofHours(12)))
 *         .build();
 * }</pre>
 *
 * <p>Checks with a {@link FailurePolicy} may block. They run beside each other, each with a
 * time-out and with so many places: one that hangs takes no thread from the others, and cannot
 * gather more of them than it has places. Checks without one answer at once, and come first.
 *
 * <p>The answer depends on what the checks say, and never on who is quickest: the refusal of the
 * check that was declared first, else the first that cannot tell, else everything that was granted.
 * A refusal ends the waiting as soon as the checks declared before it have answered.
 *
 * <p>Safe to share. An interrupt ends the waiting, stays set, and makes the answer unknown.
 */
public final class AccessChecks implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final AccessChecks NONE = builder().build();

  private final List<Builder.Quick> quick;
  private final List<PosedCheck> posed;
  private final @Nullable Executor executor;
  private final AuthListener listener;
  private final @Nullable ThreadPoolExecutor ownThreads;

  private AccessChecks(Builder settings) {
    this.quick = List.copyOf(settings.quick);
    this.posed = settings.posed.stream().map(each -> new PosedCheck(settings, each)).toList();
    this.listener = settings.listener;
    this.ownThreads = settings.executor == null && !posed.isEmpty() ? threads() : null;
    this.executor = ownThreads == null ? settings.executor : ownThreads;
  }

  /** Daemons that go when there is nothing to do. How many there are is up to the places. */
  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "gameauth-access");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Grants everything. */
  public static AccessChecks none() {
    return NONE;
  }

  /** Begins without any check. */
  public static Builder builder() {
    return new Builder();
  }

  /** Asks all checks. Blocks until they have answered, at most for the longest time-out. */
  public AccessAnswer decide(AccessRequest request) {
    Gathering gathering = new Gathering();
    for (Builder.Quick each : quick) {
      if (gathering.add(quickly(each, request))) {
        return gathering.answer();
      }
    }
    if (executor != null && !posed.isEmpty()) {
      ask(executor, request, gathering);
    }
    return gathering.answer();
  }

  private AccessAnswer quickly(Builder.Quick each, AccessRequest request) {
    AccessAnswer answer;
    try {
      answer = Objects.requireNonNull(each.check().check(request));
    } catch (RuntimeException | LinkageError e) {
      answer = new Unknown(each.name(), SOON);
    }
    if (answer instanceof Unknown unknown) {
      listener.accessUndecided(each.name(), "FAILED", false);
      return new Unknown(each.name(), within(unknown.retryAfter()));
    }
    return answer;
  }

  private void ask(Executor executor, AccessRequest request, Gathering gathering) {
    long begun = System.nanoTime();
    List<@Nullable Question> questions = new ArrayList<>(posed.size());
    try {
      for (PosedCheck each : posed) {
        questions.add(each.pose(request, executor));
      }
      for (int i = 0; i < posed.size(); i++) {
        if (gathering.add(answer(posed.get(i), questions.get(i), request, begun))) {
          return;
        }
      }
    } finally {
      for (Question each : questions) {
        if (each != null) {
          each.drop(); // does nothing to those that have answered
        }
      }
    }
  }

  private static AccessAnswer answer(
      PosedCheck check, @Nullable Question question, AccessRequest request, long begun) {
    try {
      return check.answer(question, request, begun);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // so that the ones after it do not wait either
      return check.interrupted();
    }
  }

  /** Between a second and five minutes. */
  static Duration within(Duration retryAfter) {
    if (retryAfter.compareTo(SOON) < 0) {
      return SOON;
    }
    return retryAfter.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retryAfter;
  }

  /** Ends threads of its own; checks under way are interrupted. Afterwards nobody can tell. */
  @Override
  public void close() {
    if (ownThreads != null) {
      ownThreads.shutdownNow();
    }
  }

  /** Puts the answers together, in the order of the checks. */
  private static final class Gathering {
    private final Set<String> entitlements = new HashSet<>();
    private @Nullable Refused refused;
    private @Nullable Unknown unknown;

    /** Whether this settles it. */
    boolean add(AccessAnswer answer) {
      if (answer instanceof Refused no) {
        refused = no;
        return true;
      }
      if (answer instanceof Granted yes) {
        entitlements.addAll(yes.entitlements());
      } else if (unknown == null) {
        unknown = (Unknown) answer;
      }
      return false;
    }

    AccessAnswer answer() {
      if (refused != null) {
        return refused;
      }
      if (unknown != null) {
        return unknown;
      }
      return entitlements.isEmpty() ? Granted.NOTHING_MORE : new Granted(entitlements);
    }
  }

  /** What is checked, and how. Not safe to share. */
  public static final class Builder {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<Quick> quick = new ArrayList<>();
    private final List<Posed> posed = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable Executor executor;
    int atOnce = 64;
    int remembered = 100_000;
    InstantSource clock = InstantSource.system();
    LongSupplier ticker = System::nanoTime;
    AuthListener listener = AuthListener.NONE;

    private Builder() {}

    record Quick(String name, AccessCheck check) {}

    record Posed(String name, AccessCheck check, Duration timeout, FailurePolicy policy) {}

    /**
     * A check that answers from what it is given, and asks nobody else. It is asked on the caller's
     * thread, before all that may block; if it throws, the player has to come again.
     *
     * @throws IllegalArgumentException if another check has its name
     */
    public Builder check(AccessCheck check) {
      quick.add(new Quick(nameOf(check), check));
      return this;
    }

    /** A check that may block, with a time-out of 2 seconds. */
    public Builder check(AccessCheck check, FailurePolicy policy) {
      return check(check, TIMEOUT, policy);
    }

    /**
     * A check that may block.
     *
     * @param timeout how long it may take, 10 ms to 30 s, the wait for a thread included
     * @throws IllegalArgumentException if another check has its name
     */
    public Builder check(AccessCheck check, Duration timeout, FailurePolicy policy) {
      Require.between("timeout", timeout, SHORTEST, LONGEST);
      posed.add(new Posed(nameOf(check), check, timeout, policy));
      return this;
    }

    private String nameOf(AccessCheck check) {
      String name = Require.printable("check", check.name(), 64);
      if (!names.add(name)) {
        throw new IllegalArgumentException("check: a second " + name + " (expected: other names)");
      }
      return name;
    }

    /**
     * What checks that may block run on; stays the caller's to close. It should start each at once:
     * those that wait for a thread lose of their time-out, and one that runs them on the caller's
     * thread undoes time-outs altogether. Defaults to daemon threads of its own.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * How many players one check may be about at a time, those included that it no longer answers
     * in time; further ones find it busy. 1 to 10 000, defaults to 64.
     */
    public Builder atOnce(int players) {
      this.atOnce = Require.between("atOnce", players, 1, 10_000);
      return this;
    }

    /**
     * Of how many players the last answer of each check is remembered that may stand in. 1 to 10
     * 000 000, defaults to 100 000; about 200 bytes each. The others have to come again.
     */
    public Builder remember(int players) {
      this.remembered = Require.between("remember", players, 1, 10_000_000);
      return this;
    }

    /** The time of day. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Who is told of checks that cannot be made. Defaults to nobody. */
    public Builder listener(AuthListener listener) {
      this.listener = GuardedListener.around(listener);
      return this;
    }

    /** The checks. */
    public AccessChecks build() {
      return new AccessChecks(this);
    }
  }

  /** How many checks there are. */
  @Override
  public String toString() {
    return "AccessChecks(" + (quick.size() + posed.size()) + ")";
  }
}
