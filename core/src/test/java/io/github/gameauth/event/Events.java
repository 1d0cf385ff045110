// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** All events there are, so that a new one cannot be forgotten by whoever passes them on. */
public final class Events {
  private static final AtomicInteger TEXTS = new AtomicInteger();

  private Events() {}

  /** Whatever the interface has today. */
  public static Stream<Method> all() {
    return Arrays.stream(AuthListener.class.getMethods())
        .filter(method -> method.getReturnType() == void.class);
  }

  /** Hears whatever is told. */
  public interface Hearing {
    void hear(Method event, Object[] arguments);
  }

  /** A listener all of whose events end up in one place. */
  public static AuthListener listener(Hearing hearing) {
    return (AuthListener)
        Proxy.newProxyInstance(
            AuthListener.class.getClassLoader(),
            new Class<?>[] {AuthListener.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() != void.class) { // and(…), which is no event
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              hearing.hear(method, arguments == null ? new Object[0] : arguments);
              return null;
            });
  }

  static AuthListener throwing(RuntimeException thrown) {
    return listener(
        (method, arguments) -> {
          throw thrown;
        });
  }

  /** Values that go with an event, each text another one. */
  public static Object[] arguments(Method event) {
    return Arrays.stream(event.getParameterTypes()).map(Events::argument).toArray();
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
}
