// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.LIFE;
import static io.github.gameauth.live.LiveWorld.opened;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Who is told what, and what becomes of listeners that misbehave. */
final class LeaseTellingTest {
  private final LiveWorld world = new LiveWorld();
  private final List<ConnectionRegistry<?>> registries = new ArrayList<>();

  @AfterEach
  void close() {
    registries.forEach(ConnectionRegistry::close);
    world.close();
  }

  private ConnectionRegistry<String> telling(LeaseListener<String> listener) {
    return built(
        ConnectionRegistry.telling(listener)
            .clock(world.clock)
            .ticker(world.clock)
            .scheduler(world.scheduler));
  }

  private ConnectionRegistry<String> built(ConnectionRegistryBuilder<String> builder) {
    ConnectionRegistry<String> registry = builder.build();
    registries.add(registry);
    return registry;
  }

  private SessionLease<String> open(ConnectionRegistry<String> registry, String id) {
    return opened(registry.open(id, id, world.player()));
  }

  @Nested
  @DisplayName("A listener that throws")
  class Throwing {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ConnectionRegistry.class);

    @AfterEach
    void detach() {
      log.detachAppender(lines);
    }

    private void listen() {
      lines.start();
      log.addAppender(lines);
    }

    @Test
    void isLoggedOnceByItsClassAndKeepsNoLeaseAlive() {
      listen();
      List<String> heard = new ArrayList<>();
      ConnectionRegistry<String> registry =
          telling(
              new LeaseListener<>() {
                @Override
                public void endsSoon(SessionLease<String> lease) {
                  throw new IllegalStateException("very-private-value");
                }

                @Override
                public void ended(SessionLease<String> lease, LeaseEnd why) {
                  heard.add(lease.connectionId());
                  throw new AssertionError("very-private-value");
                }
              });
      open(registry, "c1");
      open(registry, "c2");

      world.clock.advance(LIFE.minusSeconds(60));
      world.clock.advance(LIFE);
      open(registry, "c3");
      world.clock.advance(LIFE);

      assertEquals(List.of("c1", "c2", "c3"), heard.stream().sorted().toList());
      assertEquals(0, registry.size());
      List<String> said = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      assertEquals(1, said.size(), said::toString);
      assertTrue(said.get(0).contains("IllegalStateException"), said.get(0));
      assertFalse(said.get(0).contains("very-private-value"));
    }

    @Test
    void doesNotStopTheWheelThoughItListensToEvents() {
      ConnectionRegistry<String> registry =
          built(
              world
                  .registry()
                  .listener(
                      new AuthListener() {
                        @Override
                        public void leaseEnded(String cause) {
                          throw new AssertionError("broken");
                        }
                      }));
      open(registry, "c1");
      world.clock.advance(LIFE);
      open(registry, "c2");

      world.clock.advance(LIFE);

      assertEquals(List.of("EXPIRED c1", "EXPIRED c2"), world.told);
    }
  }

  @Nested
  @DisplayName("A listener that is slow")
  class Slow {
    @Test
    @Timeout(60)
    void holdsNobodyUp() throws Exception {
      CompletableFuture<Void> telling = new CompletableFuture<>();
      CompletableFuture<Void> enough = new CompletableFuture<>();
      ConnectionRegistry<String> registry =
          telling(
              (lease, why) -> {
                if (lease.connectionId().equals("c1")) {
                  telling.complete(null);
                  enough.join();
                }
              });
      SessionLease<String> slow = open(registry, "c1");
      CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> slow.end(LeaseEnd.KICKED));
      telling.get(30, TimeUnit.SECONDS);

      SessionLease<String> other = open(registry, "c2");
      assertEquals(1, registry.ofPlayer(TestIssuer.NAME, "p-17").size());
      world.clock.advance(Duration.ofMinutes(1));
      assertEquals(LeaseRenewal.RENEWED, other.renew(world.player()));
      assertEquals(1, registry.kick(TestIssuer.NAME, "p-17", LeaseEnd.KICKED));
      assertFalse(slow.isLive());

      enough.complete(null);
      ending.get(30, TimeUnit.SECONDS);
    }

    @Test
    void mayCallTheRegistry() {
      List<ConnectionRegistry<String>> own = new ArrayList<>();
      ConnectionRegistry<String> registry =
          telling((lease, why) -> own.get(0).kick(lease.issuer(), lease.subject(), why));
      own.add(registry);
      open(registry, "c1");
      SessionLease<String> first = open(registry, "c2");

      first.end(LeaseEnd.KICKED);

      assertEquals(0, registry.size());
    }
  }

  @Nested
  @DisplayName("An observer of players")
  class Observing {
    private final List<String> observed = new ArrayList<>();
    private final Instant start = world.clock.instant();
    private final ConnectionRegistry<String> registry = built(world.registry());

    @BeforeEach
    void observe() {
      registry.observe(
          new LeaseObserver() {
            @Override
            public void entered(String issuer, String subject, Instant until) {
              long seconds = Duration.between(start, until).toSeconds();
              observed.add(subject + " until " + seconds);
            }

            @Override
            public void left(String issuer, String subject) {
              observed.add(subject + " left");
            }
          });
    }

    private SessionLease<String> open(String id, String subject, int seconds) {
      return opened(
          registry.open(id, id, world.player(subject, "s-1"), start.plusSeconds(seconds)));
    }

    @Test
    void isToldOfTheFirstConnectionAndTheLast() {
      SessionLease<String> first = open("c1", "p-1", 100);
      SessionLease<String> second = open("c2", "p-1", 100);
      open("c3", "p-2", 100);

      first.end(LeaseEnd.CLOSED);
      second.end(LeaseEnd.CLOSED);

      assertEquals(List.of("p-1 until 100", "p-2 until 100", "p-1 left"), observed);
    }

    @Test
    void isToldWhenTheLastWillLastLonger() {
      open("c1", "p-1", 100);
      open("c2", "p-1", 99);
      SessionLease<String> third = open("c3", "p-1", 101);

      world.clock.advance(Duration.ofSeconds(10));
      assertEquals(LeaseRenewal.RENEWED, third.renew(world.player("p-1", "s-1")));

      assertEquals(List.of("p-1 until 100", "p-1 until 101", "p-1 until 609"), observed);
    }

    @Test
    void isNotToldThatAPlayerLeftWhoOnlyChangedConnections() {
      ConnectionRegistry<String> one = built(world.registry().sessions(SessionRule.ONE_CONNECTION));
      one.observe(
          new LeaseObserver() {
            @Override
            public void entered(String issuer, String subject, Instant until) {
              observed.add("entered");
            }

            @Override
            public void left(String issuer, String subject) {
              observed.add("left");
            }
          });
      LeaseTellingTest.this.open(one, "c1");

      LeaseTellingTest.this.open(one, "c2");

      assertEquals(List.of("entered"), observed);
    }

    @Test
    void isNotToldOfConnectionsThatAreRefused() {
      world.learn(Revocation.of(RevocationKind.SUBJECT, "p-1", world.later));

      LiveWorld.refused(registry.open("c1", "c1", world.player("p-1", "s-1")));

      assertEquals(List.of(), observed);
    }
  }
}
