// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BothListenersTest {
  private static final AuthListener THROWING = Events.throwing(new IllegalStateException("x"));

  private final List<Object> heard = new ArrayList<>();
  private final AuthListener hearing = hearing("one");

  @ParameterizedTest
  @MethodSource("io.github.gameauth.event.Events#all")
  void tellsBothInTurn(Method event) throws ReflectiveOperationException {
    Object[] arguments = Events.arguments(event);

    event.invoke(hearing.and(hearing("other")), arguments);

    assertEquals(
        List.of("one", event, Arrays.asList(arguments), "other", event, Arrays.asList(arguments)),
        heard);
  }

  @ParameterizedTest
  @MethodSource("io.github.gameauth.event.Events#all")
  void letsNeitherDepriveTheOtherByThrowing(Method event) { // O3
    Object[] arguments = Events.arguments(event);

    assertDoesNotThrow(() -> event.invoke(THROWING.and(hearing), arguments));
    assertDoesNotThrow(() -> event.invoke(hearing.and(THROWING), arguments));

    assertEquals(6, heard.size());
  }

  @Test
  void isNobodyMoreIfOneHearsNothing() {
    AuthListener listener = new AuthListener() {};

    assertSame(listener, listener.and(AuthListener.NONE));
    assertSame(listener, AuthListener.NONE.and(listener));
    assertSame(AuthListener.NONE, AuthListener.NONE.and(AuthListener.NONE));
  }

  private AuthListener hearing(String name) {
    return Events.listener((event, arguments) -> note(name, event, Arrays.asList(arguments)));
  }

  private void note(String name, Method event, List<Object> arguments) {
    heard.add(name);
    heard.add(event);
    heard.add(arguments);
  }
}
