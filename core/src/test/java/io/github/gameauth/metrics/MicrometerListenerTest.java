// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Events;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import io.github.gameauth.testing.StartGate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MicrometerListenerTest {
  private static final String ISSUER = "https://id.mygame.example";

  /** These are there from the start, at 0. */
  private static final int WITHOUT_TAGS = 4;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AuthListener listener = MicrometerListener.of(registry);

  @ParameterizedTest
  @MethodSource("io.github.gameauth.event.Events#all")
  void metersEveryEvent(Method event) throws ReflectiveOperationException {
    event.invoke(listener, Events.arguments(event));

    List<Meter> moved =
        registry.getMeters().stream()
            .filter(meter -> meter.measure().iterator().next().getValue() > 0)
            .toList();
    assertFalse(moved.isEmpty());
    for (Meter meter : moved) {
      assertTrue(meter.getId().getName().matches("gameauth(\\.[a-z]+)+"), meter.getId().getName());
    }
    assertEquals(moved.size(), registry.getMeters().size() - WITHOUT_TAGS + untagged(moved));
  }

  @Test
  void saysWhichMetersThereAre() throws Exception {
    for (Method event : Events.all().toList()) {
      event.invoke(listener, Events.arguments(event));
    }
    Path source =
        Path.of(System.getProperty("basedir", "."), "src/main/java")
            .resolve(MicrometerListener.class.getName().replace('.', '/') + ".java");

    Map<String, Set<String>> told = new TreeMap<>();
    Pattern.compile("<td>\\{@code (gameauth[.a-z]+)}</td><td>([a-z, ]*)</td>")
        .matcher(Files.readString(source))
        .results()
        .forEach(row -> told.put(row.group(1), Set.of(row.group(2).split(", "))));
    Map<String, Set<String>> made = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      Set<String> tags =
          meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
      made.put(meter.getId().getName(), tags.isEmpty() ? Set.of("") : tags);
    }
    assertEquals(made, told);
  }

  private static long untagged(List<Meter> meters) {
    return meters.stream().filter(meter -> meter.getId().getTags().isEmpty()).count();
  }

  @Test
  void tellsTokensApartByIssuerResultAndReason() {
    listener.tokenAccepted(ISSUER, false);
    listener.tokenAccepted(ISSUER, true);
    listener.tokenAccepted(ISSUER, true);
    listener.tokenRejected(ISSUER, "CLAIM(aud)");
    listener.tokenUndecided("unknown");

    assertEquals(1, verified(ISSUER, "accepted", "none", "false"));
    assertEquals(2, verified(ISSUER, "accepted", "none", "true"));
    assertEquals(1, verified(ISSUER, "rejected", "CLAIM(aud)", "false"));
    assertEquals(1, verified("unknown", "undecided", "none", "false"));
  }

  private double verified(String issuer, String result, String reason, String remembered) {
    return count(
        "gameauth.tokens.verified",
        "issuer",
        issuer,
        "result",
        result,
        "reason",
        reason,
        "remembered",
        remembered);
  }

  @Test
  void timesFetchesStoresAndWhatWasSlow() {
    Duration took = Duration.ofMillis(70);

    listener.keysFetched(new KeysFetched(ISSUER, "FIRST", "NEW", 200, "x", 1, 0, took));
    listener.storeAnswered("postgres", "claiming", true, took);
    listener.verificationWasSlow(ISSUER, "ACCEPTED", took);
    listener.clockWentBack(took);

    assertEquals(
        70, millis("gameauth.keys.fetched", "issuer", ISSUER, "cause", "FIRST", "outcome", "NEW"));
    assertEquals(
        70,
        millis(
            "gameauth.store.calls",
            "engine",
            "postgres",
            "step",
            "claiming",
            "outcome",
            "failure"));
    assertEquals(
        70, millis("gameauth.verifications.slow", "issuer", ISSUER, "outcome", "ACCEPTED"));
    assertEquals(70, millis("gameauth.clock.went.back"));
  }

  @Test
  void countsKeysThatComeAndGoAndNamesNone() {
    listener.keysChanged(
        new KeysChanged(ISSUER, 1, List.of("k-1", "k-2"), List.of("k-3"), List.of(), List.of()));

    assertEquals(2, count("gameauth.keys.changed", "issuer", ISSUER, "change", "added"));
    assertEquals(1, count("gameauth.keys.changed", "issuer", ISSUER, "change", "removed"));
    assertEquals(WITHOUT_TAGS + 2, registry.getMeters().size());
  }

  @Test
  void keepsKeyIdsSessionsAndOperatorsWordsOutOfTags() {
    listener.tokenMinted(ISSUER, "kid-4711");
    listener.signingKeyCreated(ISSUER, "kid-4711");
    listener.refreshTokenReused("sid-4711");
    listener.accountChanged("banned", "word-4711");
    listener.keysFetched(
        new KeysFetched(ISSUER, "FIRST", "NEW", 200, "type-4711", 1, 0, Duration.ZERO));
    listener.keysChanged(
        new KeysChanged(
            ISSUER,
            4711,
            List.of("a-4711"),
            List.of("b-4711"),
            List.of("c-4711"),
            List.of("d-4711")));

    assertFalse(tagValues().stream().anyMatch(value -> value.contains("4711")), registry::toString);
  }

  @Test
  void keepsSoManyValuesOfATagAndCountsFurtherOnesTogether() {
    for (int i = 0; i < 10_000; i++) {
      listener.sessionRefused("DENIED", "host-" + i);
    }

    assertEquals(WITHOUT_TAGS + TagValues.MOST + 1, registry.getMeters().size());
    assertEquals(
        10_000 - TagValues.MOST,
        count("gameauth.sessions.refused", "code", "DENIED", "detail", "other"));
    assertEquals(1, count("gameauth.sessions.refused", "code", "DENIED", "detail", "host-0"));
  }

  @Test
  void countsForTheBoundInOneTagWhateverStandsInTheOthers() {
    for (int i = 0; i < 300; i++) {
      listener.sessionRefused("CODE-" + i % 2, "host-" + i);
    }

    assertEquals(WITHOUT_TAGS + TagValues.MOST + 2, registry.getMeters().size());
  }

  @Test
  void takesNoEndlessValueForATag() {
    listener.sessionUndecided("x".repeat(TagValues.LONGEST + 1));
    listener.sessionUndecided("");

    assertEquals(1, count("gameauth.sessions.undecided", "cause", "other"));
    assertEquals(1, count("gameauth.sessions.undecided", "cause", "none"));
  }

  @Test
  void losesNoCountAndMakesNoMeterTwiceInARace() throws Exception {
    StartGate.together(
        8,
        thread ->
            () -> {
              for (int i = 0; i < 2000; i++) {
                listener.tokenRejected(ISSUER, "CODE-" + i % 500);
              }
              return thread;
            });

    assertEquals(WITHOUT_TAGS + TagValues.MOST + 1, registry.getMeters().size());
    assertEquals(
        16_000,
        registry.find("gameauth.tokens.verified").counters().stream()
            .mapToDouble(Counter::count)
            .sum());
  }

  @Test
  void makesNoGarbageForATokenThatIsJudged() {
    AuthListener guarded = GuardedListener.around(listener);
    listener.tokenUndecided(ISSUER);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) { // until the compiler has seen to it
      judge(guarded);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      judge(guarded);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(allocated < 10_000, allocated + " bytes in 30 000 events");
  }

  private static void judge(AuthListener listener) {
    listener.tokenAccepted(ISSUER, true);
    listener.tokenRejected(ISSUER, "EXPIRED");
    listener.tokenUndecided(ISSUER);
  }

  private Set<String> tagValues() {
    return registry.getMeters().stream()
        .flatMap(meter -> meter.getId().getTags().stream())
        .map(Tag::getValue)
        .collect(Collectors.toSet());
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private double millis(String name, String... tags) {
    Timer timer = registry.get(name).tags(tags).timer();
    assertEquals(1, timer.count());
    return timer.totalTime(TimeUnit.MILLISECONDS);
  }
}
