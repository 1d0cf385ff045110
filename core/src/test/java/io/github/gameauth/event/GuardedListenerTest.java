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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

  @RegisterExtension final CapturedLogs logs = CapturedLogs.of(GuardedListener.class);

  @ParameterizedTest
  @MethodSource("io.github.gameauth.event.Events#all")
  void passesEveryEventOn(Method event) throws ReflectiveOperationException {
    List<Object> heard = new ArrayList<>();
    AuthListener guarded =
        GuardedListener.around(
            Events.listener(
                (method, arguments) -> {
                  heard.add(method);
                  heard.addAll(Arrays.asList(arguments));
                }));
    Object[] arguments = Events.arguments(event);

    event.invoke(guarded, arguments);

    List<Object> expected = new ArrayList<>(List.of(event));
    expected.addAll(Arrays.asList(arguments));
    assertEquals(expected, heard);
  }

  @ParameterizedTest
  @MethodSource("io.github.gameauth.event.Events#all")
  void keepsWhatEveryEventThrowsToItself(Method event) { // O3
    AuthListener guarded = GuardedListener.around(Events.throwing(new IllegalStateException("x")));

    assertDoesNotThrow(() -> event.invoke(guarded, Events.arguments(event)));
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
  @MethodSource("io.github.gameauth.event.Events#all")
  void meansNothingToTheListenerWhoHearsNothing(Method event) {
    assertDoesNotThrow(() -> event.invoke(AuthListener.NONE, Events.arguments(event)));
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
