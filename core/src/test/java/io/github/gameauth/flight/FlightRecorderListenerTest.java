// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.Events;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlightRecorderListenerTest {
  private static final String ISSUER = "https://id.mygame.example";
  private static final Duration TOOK = Duration.ofMillis(73);

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final FlightRecorderListener listener =
      FlightRecorderListener.builder().burst(3).ticker(nanos::get).build();

  @Test
  void recordsAFetchOfKeys() throws Exception {
    RecordedEvent event =
        only(
            "KeyFetch",
            () ->
                listener.keysFetched(
                    new KeysFetched(ISSUER, "EXPIRY", "STATUS", 503, "text/html", 2, 1, TOOK)));

    assertEquals(ISSUER, event.getString("issuer"));
    assertEquals("EXPIRY", event.getString("cause"));
    assertEquals("STATUS", event.getString("outcome"));
    assertEquals(503, event.getInt("status"));
    assertEquals(2, event.getInt("usableKeys"));
    assertEquals(1, event.getInt("refusedKeys"));
    assertEquals(TOOK, event.getDuration("took"));
  }

  @Test
  void recordsAChangeOfKeysByTheFirstFewOfTheirIds() throws Exception {
    List<String> many = IntStream.range(0, 11).mapToObj(i -> "k" + i).toList();
    RecordedEvent event =
        only(
            "KeyChange",
            () ->
                listener.keysChanged(
                    new KeysChanged(
                        ISSUER, 7, many, List.of("old"), List.of(), List.of("a", "b"))));

    assertEquals(ISSUER, event.getString("issuer"));
    assertEquals(7, event.getLong("generation"));
    assertEquals("k0 k1 k2 k3 k4 k5 k6 k7 and 3 more", event.getString("added"));
    assertEquals("old", event.getString("removed"));
    assertEquals("", event.getString("replaced"));
    assertEquals("a b", event.getString("ambiguous"));
  }

  @Test
  void recordsTheStagesOfKeysAndFeeds() throws Exception {
    for (String name : List.of("KeyStage", "RevocationStage")) {
      RecordedEvent event =
          only(
              name,
              () -> {
                if (name.equals("KeyStage")) {
                  listener.keyStateChanged(ISSUER, "AGEING", "STALE");
                } else {
                  listener.revocationsStateChanged(ISSUER, "AGEING", "STALE");
                }
              });

      assertEquals(ISSUER, event.getString("issuer"));
      assertEquals("AGEING", event.getString("from"));
      assertEquals("STALE", event.getString("to"));
    }
  }

  @Test
  void recordsASlowVerification() throws Exception {
    RecordedEvent event =
        only("SlowVerification", () -> listener.verificationWasSlow(ISSUER, "CLAIM(aud)", TOOK));

    assertEquals(ISSUER, event.getString("issuer"));
    assertEquals("CLAIM(aud)", event.getString("outcome"));
    assertEquals(TOOK, event.getDuration("took"));
  }

  @Test
  void recordsABurstOfRejectionsOnce() throws Exception {
    RecordedEvent event =
        only(
            "RejectionBurst",
            () -> {
              for (int i = 0; i < 20; i++) {
                nanos.addAndGet(1000);
                listener.tokenRejected(ISSUER, "SIGNATURE");
              }
            });

    assertEquals(ISSUER, event.getString("issuer"));
    assertEquals("SIGNATURE", event.getString("code"));
    assertEquals(3, event.getInt("count"));
    assertEquals(Duration.ofNanos(2000), event.getDuration("within"));
    assertEquals(0, event.getInt("before"));
  }

  @Test
  void recordsABurstOfEndedLeasesOnce() throws Exception {
    RecordedEvent event =
        only(
            "LeaseEndBurst",
            () -> {
              for (int i = 0; i < 20; i++) {
                listener.leaseEnded("KEY_WITHDRAWN");
              }
              nanos.addAndGet(Bursts.WINDOW);
              listener.leaseEnded("KEY_WITHDRAWN");
            });

    assertEquals("KEY_WITHDRAWN", event.getString("cause"));
    assertEquals(3, event.getInt("count"));
  }

  @Test
  void recordsAChangeOfABreaker() throws Exception {
    RecordedEvent event =
        only("BreakerChange", () -> listener.breakerChanged("Steam", "CLOSED", "OPEN"));

    assertEquals("Steam", event.getString("breaker"));
    assertEquals("CLOSED", event.getString("from"));
    assertEquals("OPEN", event.getString("to"));
  }

  @Test
  void recordsAnOutageOfAPlatform() throws Exception {
    RecordedEvent event =
        only("PlatformOutage", () -> listener.sessionOutageChanged("steam", true));

    assertEquals("steam", event.getString("platform"));
    assertTrue(event.getBoolean("out"));
  }

  @Test
  void recordsCallsOfStoresThatWereSlowOrFailed() throws Exception {
    List<RecordedEvent> events =
        recorded(
            () -> {
              listener.storeAnswered("postgres", "claiming", false, Duration.ofMillis(49));
              listener.storeAnswered("postgres", "claiming", false, Duration.ofMillis(50));
              listener.storeAnswered("dynamodb", "consuming", true, Duration.ofMillis(1));
            });

    assertEquals(2, events.size(), events::toString);
    assertEquals("postgres", events.get(0).getString("engine"));
    assertEquals("claiming", events.get(0).getString("step"));
    assertFalse(events.get(0).getBoolean("failed"));
    assertEquals(Duration.ofMillis(50), events.get(0).getDuration("took"));
    assertTrue(events.get(1).getBoolean("failed"));
  }

  @Test
  void describesEveryEventAndField() throws Exception {
    List<RecordedEvent> events = recorded(this::everyEvent);

    assertEquals(10, events.stream().map(each -> each.getEventType().getName()).distinct().count());
    for (RecordedEvent event : events) {
      var type = event.getEventType();
      assertEquals("GameAuth", type.getCategoryNames().get(0), type.getName());
      assertTrue(type.getLabel() != null && type.getDescription() != null, type.getName());
      assertNull(event.getStackTrace(), type.getName());
      type.getFields()
          .forEach(field -> assertTrue(field.getLabel() != null, type.getName() + field.getName()));
    }
  }

  @Test
  void complainsAboutSettingsByNameAndRange() {
    FlightRecorderListener.Builder builder = FlightRecorderListener.builder();

    assertEquals(
        "burst: 0 (expected: 1 to 1000000)",
        assertThrows(IllegalArgumentException.class, () -> builder.burst(0)).getMessage());
    assertEquals(
        "storesSlowAfter: PT-1S (expected: PT0S to PT1M)",
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.storesSlowAfter(Duration.ofSeconds(-1)))
            .getMessage());
  }

  private void everyEvent() throws ReflectiveOperationException {
    for (Method event : Events.all().toList()) {
      Object[] arguments = Events.arguments(event);
      for (int i = 0; i < 3; i++) {
        event.invoke(listener, arguments);
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private RecordedEvent only(String name, Work work) throws Exception {
    List<RecordedEvent> events = recorded(work);
    assertEquals(1, events.size(), events::toString);
    assertEquals("io.github.gameauth.flight." + name, events.get(0).getEventType().getName());
    return events.get(0);
  }

  private List<RecordedEvent> recorded(Work work) throws Exception {
    Path file = folder.resolve("flight.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("io.github.gameauth.flight."))
        .toList();
  }
}
