// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gameauth.testing.CapturedLogs;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GuardedListenerTest {
  static final List<Throwable> THROWN =
      List.of(
          new IllegalStateException("token-4711"),
          new NoClassDefFoundError("token-4711"),
          new IOException("token-4711"));

  private static final AtomicInteger TEXTS = new AtomicInteger();

  @RegisterExtension final CapturedLogs logs = CapturedLogs.of(GuardedListener.class);

  /** Whatever the interface has today, so that a new event cannot be forgotten. */
  static Stream<Method> events() {
    return Arrays.stream(AuthListener.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("events")
  void passesEveryEventOn(Method event) throws ReflectiveOperationException {
    List<Object> heard = new ArrayList<>();
    AuthListener guarded =
        GuardedListener.around(
            listener(
                (method, arguments) -> {
                  heard.add(method);
                  heard.addAll(Arrays.asList(arguments));
                }));
    Object[] arguments = arguments(event);

    event.invoke(guarded, arguments);

    List<Object> expected = new ArrayList<>(List.of(event));
    expected.addAll(Arrays.asList(arguments));
    assertEquals(expected, heard);
  }

  @ParameterizedTest
  @MethodSource("events")
  void keepsWhatEveryEventThrowsToItself(Method event) { // O3
    AuthListener guarded = GuardedListener.around(throwing(new IllegalStateException("x")));

    assertDoesNotThrow(() -> event.invoke(guarded, arguments(event)));
  }

  @ParameterizedTest
  @FieldSource("THROWN")
  void logsTheFirstFailureOfAListenerAndNothingOfItsText(Throwable thrown) {
    AuthListener guarded = GuardedListener.around(new Failing(thrown));

    guarded.tokenUndecided("https://id.mygame.example");
    guarded.tokenUndecided("https://id.mygame.example");

    assertEquals(1, logs.lines().size());
    ILoggingEvent line = logs.lines().get(0);
    assertEquals(Level.WARN, line.getLevel());
    assertEquals(
        Failing.class.getName()
            + " threw "
            + thrown.getClass().getName()
            + "; further ones are ignored",
        line.getFormattedMessage());
    assertNull(line.getThrowableProxy());
  }

  @Test
  void logsOnceHoweverManyThreadsFailTogether() throws InterruptedException {
    AuthListener guarded = GuardedListener.around(new Failing(new IllegalStateException("x")));
    CountDownLatch gate = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  gate.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                guarded.tokenUndecided("issuer");
              });
      thread.start();
      threads.add(thread);
    }

    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(1, logs.lines().size());
  }

  @Test
  void hidesNoErrorOfTheMachineOrOfATest() {
    AuthListener outOfMemory = GuardedListener.around(new Failing(new OutOfMemoryError("x")));
    AuthListener asserting = GuardedListener.around(new Failing(new AssertionError("x")));

    assertThrows(OutOfMemoryError.class, () -> outOfMemory.tokenUndecided("issuer"));
    assertThrows(AssertionError.class, () -> asserting.tokenUndecided("issuer"));
  }

  @Test
  void guardsNobodyTwice() {
    AuthListener listener = new AuthListener() {};
    AuthListener guarded = GuardedListener.around(listener);

    assertNotSame(listener, guarded);
    assertSame(guarded, GuardedListener.around(guarded));
    assertSame(AuthListener.NONE, GuardedListener.around(AuthListener.NONE));
  }

  @ParameterizedTest
  @MethodSource("events")
  void meansNothingToTheListenerWhoHearsNothing(Method event) {
    assertDoesNotThrow(() -> event.invoke(AuthListener.NONE, arguments(event)));
  }

  private interface Hearing {
    void hear(Method event, Object[] arguments);
  }

  private static AuthListener listener(Hearing hearing) {
    return (AuthListener)
        Proxy.newProxyInstance(
            AuthListener.class.getClassLoader(),
            new Class<?>[] {AuthListener.class},
            (proxy, method, arguments) -> {
              hearing.hear(method, arguments);
              return null;
            });
  }

  private static AuthListener throwing(RuntimeException thrown) {
    return listener(
        (method, arguments) -> {
          throw thrown;
        });
  }

  private static Object[] arguments(Method event) {
    return Arrays.stream(event.getParameterTypes()).map(GuardedListenerTest::argument).toArray();
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "text-" + TEXTS.incrementAndGet();
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == int.class) {
      return TEXTS.incrementAndGet();
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(3);
    }
    if (type == KeysChanged.class) {
      return new KeysChanged("issuer", 1, List.of("a"), List.of(), List.of(), List.of());
    }
    if (type == KeysFetched.class) {
      return new KeysFetched("issuer", "FIRST", "NEW", 200, "", 1, 0, Duration.ZERO);
    }
    throw new AssertionError("teach this test a value of " + type);
  }

  /** Throws anything, as languages without checked exceptions do. */
  private static final class Failing implements AuthListener {
    private final Throwable thrown;

    Failing(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public void tokenUndecided(String issuer) {
      Failing.<RuntimeException>throwUnannounced(thrown);
    }

    @SuppressWarnings("unchecked") // the point of it
    private static <T extends Throwable> void throwUnannounced(Throwable thrown) throws T {
      throw (T) thrown;
    }
  }
}
