// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client whose calls a test may refuse, lose or repeat. */
final class FaultyClient {
  /** What becomes of one call. */
  @FunctionalInterface
  interface Fault {
    /**
     * Answers a call, with or without doing it.
     *
     * @param number counts the calls, from 1
     * @param operation the name of the client's method
     * @param call does it
     */
    Object answer(int number, String operation, Supplier<Object> call);
  }

  private final DynamoDbClient real;
  private final List<String> operations = Collections.synchronizedList(new ArrayList<>());
  private volatile Fault fault = (number, operation, call) -> call.get();

  FaultyClient(DynamoDbClient real) {
    this.real = real;
  }

  /** From now on, and counted anew. */
  void fault(Fault next) {
    operations.clear();
    fault = next;
  }

  /** Nothing goes wrong any more. */
  void heal() {
    fault((number, operation, call) -> call.get());
  }

  /** The calls since the last fault was set. */
  List<String> operations() {
    return List.copyOf(operations);
  }

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            FaultyClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              operations.add(method.getName());
              return fault.answer(
                  operations.size(), method.getName(), () -> called(method, arguments));
            });
  }

  private Object called(Method method, Object[] arguments) {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
