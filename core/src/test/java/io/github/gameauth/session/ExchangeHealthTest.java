// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.session;
import static io.github.gameauth.session.World.ticket;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.platform.PlatformVerdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExchangeHealthTest {
  private static final Map<String, String> SIGNING =
      Map.of("minting", "READY", "minting/" + World.keys().issuer(), "SIGNING");

  private final World world = new World();
  private final OutageFallback fallback =
      OutageFallback.keepingScopes("play").accountsAndSources(2).ticker(world.clock).build();

  @Test
  void isThatOfItsMinterIfNobodyWatchesPlatforms() {
    assertEquals(new Health(Status.READY, SIGNING), world.exchange().build().health());
  }

  @Test
  void isDegradedWhileAPlatformCountsAsOut() {
    SessionExchange exchange = world.exchange().outage(fallback).build();
    assertEquals(Status.READY, exchange.health().status());
    Session one = session(exchange.open(ticket("p-1"), CONTEXT));
    Session other = session(exchange.open(ticket("p-2"), CONTEXT));
    world.steam.cannotTell(PlatformVerdict.Cause.OUTAGE);
    exchange.refresh(one.refreshToken(), ticket("p-1"), CONTEXT.source("203.0.113.1"));
    exchange.refresh(other.refreshToken(), ticket("p-2"), CONTEXT.source("203.0.113.2"));

    Health health = exchange.health();

    assertEquals(Status.DEGRADED, health.status());
    assertEquals("DEGRADED", health.details().get("platforms"));
    assertEquals("OUT", health.details().get("platforms/steam"));
    assertEquals(null, health.details().get("platforms/guest"));
    world.clock.advance(Duration.ofHours(1));
    assertEquals(Status.READY, exchange.health().status());
  }
}
