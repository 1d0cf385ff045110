// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.gameauth.testing.StartGate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BurstsTest {
  private static final String ISSUER = "https://id.mygame.example";

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Bursts bursts = new Bursts(3, nanos::get);

  @Test
  void tellsOnceAWindowWhenThereAreEnough() {
    assertNull(bursts.add(ISSUER, "EXPIRED"));
    nanos.addAndGet(10);
    assertNull(bursts.add(ISSUER, "EXPIRED"));
    nanos.addAndGet(10);

    assertEquals(new Bursts.Burst(ISSUER, "EXPIRED", 3, 20, 0), bursts.add(ISSUER, "EXPIRED"));

    for (int i = 0; i < 10; i++) {
      assertNull(bursts.add(ISSUER, "EXPIRED"));
    }
  }

  @Test
  void beginsAnewAfterASecondAndTellsHowManyThereWere() {
    for (int i = 0; i < 7; i++) {
      bursts.add(ISSUER, "EXPIRED");
    }
    nanos.addAndGet(Bursts.WINDOW);

    assertNull(bursts.add(ISSUER, "EXPIRED"));
    assertNull(bursts.add(ISSUER, "EXPIRED"));
    assertEquals(new Bursts.Burst(ISSUER, "EXPIRED", 3, 0, 7), bursts.add(ISSUER, "EXPIRED"));
  }

  @Test
  void countsNothingTogetherThatLiesApart() {
    bursts.add(ISSUER, "EXPIRED");
    bursts.add(ISSUER, "EXPIRED");
    nanos.addAndGet(2 * Bursts.WINDOW);
    bursts.add(ISSUER, "EXPIRED");
    bursts.add(ISSUER, "EXPIRED");

    assertEquals(new Bursts.Burst(ISSUER, "EXPIRED", 3, 0, 0), bursts.add(ISSUER, "EXPIRED"));
  }

  @Test
  void countsByBothWords() {
    for (String code : new String[] {"EXPIRED", "SIGNATURE"}) {
      assertNull(bursts.add(ISSUER, code));
      assertNull(bursts.add(ISSUER, code));
      assertNull(bursts.add("unknown", code));
      assertNull(bursts.add("unknown", code));
    }
    assertNotNull(bursts.add(ISSUER, "EXPIRED"));
  }

  @Test
  void tellsSoManyWordsApartAndCountsFurtherOnesTogether() {
    bursts.add("issuer-0", "EXPIRED");
    for (int i = 1; i < Bursts.MOST; i++) {
      bursts.add("issuer-" + i, "EXPIRED");
      bursts.add("issuer-0", "CODE-" + i);
    }

    assertNull(bursts.add("issuer-a", "EXPIRED"));
    assertNull(bursts.add("issuer-b", "EXPIRED"));
    assertEquals(new Bursts.Burst("other", "EXPIRED", 3, 0, 0), bursts.add("issuer-c", "EXPIRED"));
    assertNull(bursts.add("issuer-0", "CODE-a"));
    assertNull(bursts.add("issuer-0", "CODE-b"));
    assertEquals(new Bursts.Burst("issuer-0", "other", 3, 0, 0), bursts.add("issuer-0", "CODE-c"));
  }

  @Test
  void tellsOnceHoweverManyThreadsCountTogether() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Bursts many = new Bursts(4000, nanos::get);

    StartGate.together(
        8,
        thread ->
            () -> {
              for (int i = 0; i < 1000; i++) {
                if (many.add(ISSUER, "EXPIRED") != null) {
                  told.incrementAndGet();
                }
              }
              return thread;
            });

    assertEquals(1, told.get());
  }
}
