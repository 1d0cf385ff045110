// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import io.github.gameauth.store.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Stands before real stores, remembers what they were asked, and fails when a test says so. */
public final class BreakableStore {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> broken = method -> false;

  /** The same store, behind this one. */
  public <T> T before(Class<T> type, T store) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          asked.add(method.getName());
          if (broken.test(method.getName())) {
            throw new StoreException(method.getName() + ": the test's store is down");
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Every step fails from now on. */
  public void breakDown() {
    broken = method -> true;
  }

  /** Steps of that name fail from now on, and no others. */
  public void breakDown(String method) {
    broken = method::equals;
  }

  /** Everything works again. */
  public void mend() {
    broken = method -> false;
  }

  /** The names of the steps that were asked for, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** How often a step was asked for. */
  public int asked(String method) {
    return (int) asked.stream().filter(method::equals).count();
  }
}
