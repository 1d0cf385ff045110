// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a load did, and what it may not have done. */
final class LoadReport {
  /** What the heap may have grown by: tables that stay as large as they were. */
  static final long HEAP_MARGIN = 4L << 20;

  /** What threads there may be more: pools that had not yet grown. */
  static final int THREAD_MARGIN = 4;

  /** Longer than this no thread may wait for the processor, or time-outs mean nothing. */
  private static final Duration TOO_LONG = Duration.ofSeconds(2);

  private static final int SAMPLES = 100_000;

  /** What the server's process held, in bytes and numbers. */
  record Figures(long heap, long direct, long threads, long leases, long connections) {
    static Figures of(JsonNode node) {
      return new Figures(
          node.path("heap").asLong(),
          node.path("direct").asLong(),
          node.path("threads").asLong(),
          node.path("leases").asLong(),
          node.path("connections").asLong());
    }

    private String line(String when) {
      return String.format(
          Locale.ROOT,
          "  %-22s heap %6.1f MB   direct %6.1f MB   threads %3d   leases %5d",
          when,
          heap / 1e6,
          direct / 1e6,
          threads,
          leases);
    }
  }

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger renewed = new AtomicInteger();
  final AtomicInteger unchanged = new AtomicInteger();
  final AtomicInteger undecided = new AtomicInteger();
  final AtomicInteger notices = new AtomicInteger();
  final AtomicInteger bans = new AtomicInteger();
  final AtomicInteger bansFelt = new AtomicInteger();
  final AtomicInteger strangersRefused = new AtomicInteger();
  final AtomicInteger late = new AtomicInteger();
  final AtomicInteger rotations = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger echoes = new AtomicInteger();
  private final Map<String, AtomicInteger> wrong = new ConcurrentHashMap<>();
  private final long[] echoNanos = new long[SAMPLES];
  private final long[] banNanos = new long[SAMPLES];

  private volatile Duration longestStall = Duration.ZERO;

  Figures before = new Figures(0, 0, 0, 0, 0);
  Figures peak = before;
  Figures after = before;
  int keySetsServed;
  int keySetsDenied;
  Duration outage = Duration.ZERO;
  Duration opening = Duration.ZERO;
  Duration took = Duration.ZERO;

  void wrong(String what) {
    wrong.computeIfAbsent(what, any -> new AtomicInteger()).incrementAndGet();
  }

  void rehearsed() {
    opened.set(0);
    left.set(0);
    echoes.set(0);
  }

  void left() {
    left.incrementAndGet();
  }

  void echoed(long nanos) {
    echoNanos[echoes.getAndIncrement() % SAMPLES] = nanos;
  }

  void banFelt(long nanos) {
    banNanos[bansFelt.getAndIncrement() % SAMPLES] = nanos;
  }

  /** Notes that this process stood still for so long; the server's, too, probably. */
  void stood(Duration still) {
    if (still.compareTo(longestStall) > 0) {
      longestStall = still;
    }
  }

  /** Whether the machine was too busy to judge by it who should have been closed. */
  boolean isTooBusy() {
    return longestStall.compareTo(TOO_LONG) > 0;
  }

  /** All that is not as it has to be; nothing if all is well. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>(happened());
    complaints.addAll(leftBehind());
    return complaints;
  }

  /** What happened to players, and should not have. */
  List<String> happened() {
    List<String> complaints = new ArrayList<>();
    new TreeMap<>(wrong).forEach((what, times) -> complaints.add(times + " times: " + what));
    if (bansFelt.get() != bans.get()) {
      complaints.add(bans + " bans, felt by " + bansFelt);
    }
    if (renewed.get() == 0 || rotations.get() == 0 || keySetsDenied == 0 || echoes.get() == 0) {
      complaints.add("something was not tried at all");
    }
    return complaints;
  }

  /** What is left in the server, and should not be. */
  List<String> leftBehind() {
    List<String> complaints = new ArrayList<>();
    if (after.leases() != 0) {
      complaints.add(after.leases() + " leases are left");
    }
    if (after.heap() > before.heap() + HEAP_MARGIN) {
      complaints.add("the heap grew by " + (after.heap() - before.heap()) + " bytes");
    }
    if (after.threads() > before.threads() + THREAD_MARGIN) {
      complaints.add("there are " + (after.threads() - before.threads()) + " threads more");
    }
    return complaints;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "%s in all; opening took %s", seconds(took), seconds(opening));
    line(text, "%,d connections opened, %,d left by themselves", opened.get(), left.get());
    line(
        text,
        "%,d leases renewed, %,d of them upon notice; %,d times nobody could tell, %,d newer tokens ended"
            + " no later",
        renewed.get(),
        notices.get(),
        undecided.get(),
        unchanged.get());
    if (late.get() > 0 || isTooBusy()) {
      line(
          text,
          "%,d players were too slow to renew; this machine is busy, and stood still for up to %s",
          late.get(),
          seconds(longestStall));
    }
    line(
        text,
        "%,d key rotations; the key set was away for %s: %,d fetches served, %,d denied",
        rotations.get(),
        seconds(outage),
        keySetsServed,
        keySetsDenied);
    line(
        text,
        "%,d players banned, %,d closed with 4403; felt after %s",
        bans.get(),
        bansFelt.get(),
        spread(banNanos, bansFelt.get(), 1e9, "s"));
    line(text, "%,d strangers with forged tokens refused", strangersRefused.get());
    line(text, "%,d echoes within %s", echoes.get(), spread(echoNanos, echoes.get(), 1e6, "ms"));
    line(text, "the server's process");
    text.append(before.line("before")).append('\n');
    text.append(peak.line("with everybody in")).append('\n');
    text.append(after.line("after")).append('\n');
    if (peak.leases() > 0) {
      line(
          text,
          "  for each connection    heap %6.1f KB",
          (peak.heap() - before.heap()) / 1e3 / peak.leases());
    }
    List<String> complaints = complaints();
    line(text, complaints.isEmpty() ? "all is well" : "WRONG: " + String.join("; ", complaints));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.0f s", duration.toMillis() / 1e3);
  }

  private static String spread(long[] nanos, int count, double unit, String name) {
    long[] sorted = Arrays.copyOf(nanos, Math.min(count, SAMPLES));
    if (sorted.length == 0) {
      return "–";
    }
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.1f %s (median), %.1f %s (99 of 100), %.1f %s (worst)",
        sorted[sorted.length / 2] / unit,
        name,
        sorted[(int) (sorted.length * 0.99)] / unit,
        name,
        sorted[sorted.length - 1] / unit,
        name);
  }
}
