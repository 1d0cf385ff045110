// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import io.github.gameauth.benchmarks.peer.KeyClient;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.report.KeySetRun;
import io.github.gameauth.benchmarks.sample.TokenShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every scenario with every client. What lasts milliseconds is played alone; where most of the time
 * is spent waiting, all are played at once, each with an issuer of its own.
 */
public final class Playbill {
  private final Map<KeyClient, List<Finding>> findings = new EnumMap<>(KeyClient.class);
  private final RotatedTokens tokens = new RotatedTokens();
  private final List<KeyClient> clients;
  private final Size size;
  private final CallerThreads threads;

  private Playbill(List<KeyClient> clients, Size size, CallerThreads threads) {
    this.clients = clients;
    this.size = size;
    this.threads = threads;
    clients.forEach(client -> findings.put(client, new ArrayList<>()));
  }

  /**
   * Plays them all.
   *
   * @throws IllegalStateException if a client accepts a bad token, or refuses a good one
   */
  public static KeySetRun play(List<KeyClient> clients, Size size, CallerThreads threads)
      throws InterruptedException, ExecutionException {
    Playbill playbill = new Playbill(clients, size, threads);
    playbill.requireHonest();
    if (threads == CallerThreads.PLATFORM) {
      playbill.playAll();
    } else {
      try (Pins pins = new Pins()) {
        playbill.playAll();
        playbill.count(pins);
      }
    }
    return playbill.run();
  }

  private void requireHonest() {
    for (KeyClient client : clients) {
      try (Stage stage = stage(client)) {
        Proof.require(
            stage.client,
            TokenShape.SESSION,
            tokens.issuer(),
            TokenShape.SESSION.signedBy(tokens.issuer(), 2));
      }
    }
  }

  private Stage stage(KeyClient client) {
    return new Stage(client, tokens, size, threads, Optional.empty());
  }

  private void playAll() throws InterruptedException, ExecutionException {
    for (KeyClient client : clients) {
      Scenario.COLD.play(client, tokens, size, threads); // the first pays for what the JVM learns
    }
    for (KeyClient client : clients) {
      for (Scenario scenario : quick()) {
        findings.get(client).addAll(scenario.play(client, tokens, size, threads));
      }
    }
    together(scenarios().stream().filter(Scenario::isPatient).toList());
    together(List.of(Scenario.FLOOD));
  }

  private List<Scenario> quick() {
    return scenarios().stream()
        .filter(scenario -> !scenario.isPatient() && scenario != Scenario.FLOOD)
        .toList();
  }

  /** One caller alone tells nothing about virtual threads. */
  private List<Scenario> scenarios() {
    return Arrays.stream(Scenario.values())
        .filter(scenario -> threads == CallerThreads.PLATFORM || scenario.isForCrowds())
        .toList();
  }

  private void together(List<Scenario> scenarios) throws InterruptedException, ExecutionException {
    ExecutorService stages =
        Executors.newCachedThreadPool(CallerThreads.PLATFORM.named("playbill"));
    Map<KeyClient, List<Future<List<Finding>>>> played = new EnumMap<>(KeyClient.class);
    for (KeyClient client : clients) {
      List<Future<List<Finding>>> each = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        each.add(stages.submit(() -> scenario.play(client, tokens, size, threads)));
      }
      played.put(client, each);
    }
    for (KeyClient client : clients) {
      for (Future<List<Finding>> each : played.get(client)) {
        findings.get(client).addAll(each.get());
      }
    }
    stages.shutdown();
  }

  private void count(Pins pins) {
    Map<String, Integer> counted = pins.counted();
    findings.forEach(
        (client, list) ->
            list.add(Finding.count(Question.PINNED, counted.getOrDefault(client.name(), 0))));
  }

  private KeySetRun run() {
    List<KeySetRun.Answer> answers = new ArrayList<>();
    findings.forEach(
        (client, list) ->
            list.stream()
                .sorted(Comparator.comparing(Finding::question))
                .forEach(
                    finding ->
                        answers.add(
                            new KeySetRun.Answer(
                                finding.question().title(size.callers()),
                                client.title(),
                                finding.value(),
                                finding.text()))));
    return new KeySetRun(threads.name(), size.callers(), answers);
  }
}
