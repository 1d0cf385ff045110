// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Connections whose steps are written down: each statement that is run, and each commit. Before a
 * chosen step, the connection can be cut, as when the process or the network dies; or the step can
 * fail as if another transaction were in the way. For one thread at a time.
 */
final class WatchedSource {
  private final DataSource connections;
  private final List<String> steps = new ArrayList<>();
  private int cutBefore = Integer.MAX_VALUE;
  private int failures;
  private String state = "";
  private boolean noRollback;

  WatchedSource(DataSource connections) {
    this.connections = connections;
  }

  /** Lets that many steps pass, and cuts the connection before the one that follows. */
  WatchedSource cutAfter(int steps) {
    cutBefore = steps;
    return this;
  }

  /** Lets the next so many steps fail with that SQLState. */
  WatchedSource failing(int times, String sqlState) {
    failures = times;
    state = sqlState;
    return this;
  }

  /** Lets every rollback fail. */
  WatchedSource failingRollback() {
    noRollback = true;
    return this;
  }

  /** What was run so far, with {@code COMMIT} and {@code ROLLBACK} among it. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  /** How many statements were run. */
  int statements() {
    return (int) steps.stream().filter(each -> each.contains(" ")).count();
  }

  /** The connections to watch. */
  DataSource source() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object answer = invoke(connections, method, arguments);
          return answer instanceof Connection connection ? watched(connection) : answer;
        });
  }

  private Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "commit", "rollback" ->
                step(connection, method.getName().toUpperCase(Locale.ROOT));
            case "prepareStatement" -> {
              PreparedStatement statement =
                  (PreparedStatement) invoke(connection, method, arguments);
              return watched(connection, statement, (String) arguments[0]);
            }
            default -> {}
          }
          return invoke(connection, method, arguments);
        });
  }

  private PreparedStatement watched(
      Connection connection, PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            step(connection, sql);
          }
          return invoke(statement, method, arguments);
        });
  }

  private void step(Connection connection, String what) throws SQLException {
    if (noRollback && what.equals("ROLLBACK")) {
      throw new SQLException("on purpose");
    }
    if (steps.size() == cutBefore) {
      connection.abort(Runnable::run);
      connection.close(); // H2 takes no notice of the other
      steps.add("(cut)");
      return;
    }
    if (failures > 0 && !what.equals("ROLLBACK")) {
      failures--;
      throw new SQLException("on purpose", state);
    }
    steps.add(what);
  }

  private interface Call {
    Object with(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.with(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
