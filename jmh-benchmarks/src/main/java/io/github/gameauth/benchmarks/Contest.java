// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.report.RatioRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everybody by turns in one JVM, in short blocks: a round is one block of each, so that whatever
 * disturbs the machine disturbs neighbours alike, and a ratio is taken within its round.
 */
final class Contest {
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final Map<String, Block[]> measured = new LinkedHashMap<>();
  private final Crew crew;
  private final int rounds;
  private final int block;
  private final long warmUpNanos;

  /**
   * One of so many rounds.
   *
   * @param block how many tokens each thread takes at a time
   * @param warmUpMillis how much processor time everybody has beforehand
   */
  Contest(int threads, int rounds, int block, int warmUpMillis) {
    this.crew = new Crew(threads);
    this.rounds = rounds;
    this.block = block;
    this.warmUpNanos = warmUpMillis * 1_000_000L;
  }

  void enter(String name, Contender contender) {
    contenders.put(name, contender);
  }

  /** Measures all, beside the one called {@code floor} and, if there is one, {@code digest}. */
  List<RatioRun.Line> run(String floor, @Nullable String digest) throws Exception {
    return run(name -> floor, digest);
  }

  /** Measures all, each beside another. */
  List<RatioRun.Line> run(UnaryOperator<String> floors) throws Exception {
    return run(floors, null);
  }

  private List<RatioRun.Line> run(UnaryOperator<String> floors, @Nullable String digest)
      throws Exception {
    for (Map.Entry<String, Contender> each : contenders.entrySet()) {
      long spent = 0;
      while (spent < warmUpNanos) {
        spent += (long) (crew.block(each.getValue(), block).micros() * block * 1e3);
      }
      measured.put(each.getKey(), new Block[rounds]);
    }
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Contender> each : contenders.entrySet()) {
        measured(each.getKey())[round] = crew.block(each.getValue(), block);
      }
    }
    crew.close();
    List<RatioRun.Line> lines = new ArrayList<>();
    for (String name : contenders.keySet()) {
      lines.add(line(name, floors.apply(name), digest));
    }
    return lines;
  }

  private RatioRun.Line line(String name, String floor, @Nullable String digest) {
    Block[] blocks = measured(name);
    Spread besideFloor = beside(name, floor);
    Spread besideDigest = digest == null ? Spread.NONE : beside(name, digest);
    double[] micros = Arrays.stream(blocks).mapToDouble(Block::micros).sorted().toArray();
    return new RatioRun.Line(
        name,
        micros[blocks.length / 10], // few enough were luckier, and those after it were disturbed
        besideFloor.median(),
        besideFloor.error(),
        besideDigest.median(),
        besideDigest.error(),
        Spread.of(Arrays.stream(blocks).mapToDouble(Block::scaling).toArray()).median(),
        Spread.of(Arrays.stream(blocks).mapToDouble(Block::bytes).toArray()).median());
  }

  private Spread beside(String name, String other) {
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      ratios[round] = measured(name)[round].micros() / measured(other)[round].micros();
    }
    return Spread.of(ratios);
  }

  private Block[] measured(String name) {
    Block @Nullable [] blocks = measured.get(name);
    if (blocks == null) {
      throw new IllegalArgumentException("contender: " + name + " (expected: one who takes part)");
    }
    return blocks;
  }

  /**
   * What one token took.
   *
   * @param micros processor time
   * @param bytes allocated
   * @param scaling what all threads did in the time that one needed for its share
   */
  record Block(double micros, double bytes, double scaling) {}

  /**
   * The middle of some figures.
   *
   * @param error half the width of the 95 % interval around the median, as box plots notch it
   */
  record Spread(double median, double error) {
    static final Spread NONE = new Spread(0, 0);

    static Spread of(double[] figures) {
      double[] sorted = figures.clone();
      Arrays.sort(sorted);
      double quartiles = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
      return new Spread(sorted[sorted.length / 2], 1.57 * quartiles / Math.sqrt(sorted.length));
    }
  }
}
