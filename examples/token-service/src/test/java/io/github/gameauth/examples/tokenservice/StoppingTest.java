// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppingTest {
  @TempDir Path temp;

  @Test
  void saysThatItStopsAndServesUntilThen() throws Exception {
    Running running =
        Running.in(temp.resolve("data"), "{\"shutdown\": {\"announce\": \"PT5M\"}}", Map.of());
    Thread stop = new Thread(running::close);
    stop.start();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (running.players.get("/healthz").status() != 503) {
      assertTrue(System.nanoTime() < deadline, "it does not say that it stops");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    Answer health = running.players.get("/healthz");
    assertEquals("unavailable", health.text("code"));
    assertFalse(health.header("Retry-After").isEmpty());
    assertEquals(503, running.operators.get("/readyz").status());
    running.players.logIn(running.players.newGuest()).expecting(200);

    stop.interrupt(); // it need not wait any longer
    stop.join(TimeUnit.SECONDS.toMillis(60));

    assertFalse(stop.isAlive());
  }
}
