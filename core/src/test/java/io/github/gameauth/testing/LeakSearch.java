// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import ch.qos.logback.classic.Level;
import io.github.gameauth.event.AuthListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Keeps everything that somebody may read afterwards: log lines of all levels, what listeners
 * heard, exceptions with their causes and stack traces, printed objects. Searches it for secrets.
 */
public final class LeakSearch implements AutoCloseable {
  /** Shorter parts of a secret turn up by chance. */
  private static final int PART = 12;

  private final CapturedLogs ours = CapturedLogs.of("io.github.gameauth").from(Level.TRACE);
  private final CapturedLogs others = CapturedLogs.of(Logger.ROOT_LOGGER_NAME, "okhttp3");
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> secrets = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Begins to listen. */
  public LeakSearch() {}

  /** A text that must not be found, nor the beginning or end of a part that a dot bounds. */
  public LeakSearch hide(String secret) {
    for (String part : secret.split("\\.")) {
      if (part.length() >= PART) {
        secrets.add(part);
        secrets.add(part.substring(0, PART));
        secrets.add(part.substring(part.length() - PART));
      }
    }
    return this;
  }

  /** A listener of whom every argument counts as shown. */
  public AuthListener listener() {
    return (AuthListener)
        Proxy.newProxyInstance(
            AuthListener.class.getClassLoader(),
            new Class<?>[] {AuthListener.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() != void.class) { // and(…), which is no event
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              show(method.getName() + Arrays.deepToString(arguments));
              return null;
            });
  }

  /** Something that is printed; of an exception its stack trace, causes included. */
  public void show(Object object) {
    shown.add(String.valueOf(object));
    if (object instanceof Throwable thrown) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      shown.add(trace.toString());
    }
  }

  /** Work whose exception, if it throws one, is shown; an outcome is shown as well. */
  public void showing(Work work) {
    try {
      show(work.run());
    } catch (Exception e) {
      show(e);
    }
  }

  /** Something that may fail. */
  @FunctionalInterface
  public interface Work {
    /** What comes of it. */
    Object run() throws Exception;
  }

  /** How many log lines there are. */
  public int lines() {
    return ours.lines().size() + others.lines().size();
  }

  /** The first place where a secret is found. */
  public Optional<String> leak() {
    List<String> all = new ArrayList<>(List.copyOf(shown));
    all.addAll(ours.texts());
    all.addAll(others.texts());
    return all.stream()
        .filter(text -> secrets.stream().anyMatch(text::contains))
        .map(text -> text.substring(0, Math.min(text.length(), 500)))
        .findFirst();
  }

  @Override
  public void close() {
    ours.close();
    others.close();
  }
}
