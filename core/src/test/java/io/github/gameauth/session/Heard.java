// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.event.AuthListener;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What a listener was told about sessions, as text such as {@code sessionRefused(a, b)}. */
final class Heard {
  private final List<String> events = new CopyOnWriteArrayList<>();

  AuthListener listener() {
    return (AuthListener)
        Proxy.newProxyInstance(
            AuthListener.class.getClassLoader(),
            new Class<?>[] {AuthListener.class},
            (proxy, method, arguments) -> {
              String name = method.getName();
              if (name.startsWith("session") || name.startsWith("refreshToken")) {
                events.add(
                    name
                        + Arrays.stream(arguments)
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", "(", ")")));
              }
              return null;
            });
  }

  List<String> events() {
    return List.copyOf(events);
  }

  long count(String event) {
    return events.stream().filter(event::equals).count();
  }

  boolean has(String event) {
    return events.contains(event);
  }

  void forget() {
    events.clear();
  }
}
