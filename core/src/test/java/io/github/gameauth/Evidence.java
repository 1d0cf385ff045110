// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.gameauth.event.AuthListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Everything that somebody may read afterwards: log lines of all levels, what listeners heard,
 * exceptions with their causes and stack traces, printed objects. Searches it for secrets.
 */
final class Evidence implements AutoCloseable {
  /** Shorter parts of a secret turn up by chance. */
  private static final int PART = 12;

  private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = logger("io.github.gameauth");
  private final Level before = ours.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> secrets = Collections.synchronizedSet(new LinkedHashSet<>());

  Evidence() {
    ours.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
    ours.addAppender(lines);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  /** A listener of whom every argument counts as shown. */
  AuthListener listener() {
    return (AuthListener)
        Proxy.newProxyInstance(
            AuthListener.class.getClassLoader(),
            new Class<?>[] {AuthListener.class},
            (proxy, method, arguments) -> {
              show(method.getName() + Arrays.deepToString(arguments));
              return null;
            });
  }

  /** Something that is printed. */
  void show(Object object) {
    shown.add(String.valueOf(object));
    if (object instanceof Throwable thrown) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      shown.add(trace.toString());
    }
  }

  /** Work whose exception, if it throws one, is shown; an outcome is shown as well. */
  void showing(Work work) {
    try {
      show(work.run());
    } catch (Exception e) {
      show(e);
    }
  }

  interface Work {
    Object run() throws Exception;
  }

  /** A text that must not be found, nor any longer part of it that a dot bounds. */
  void hide(String secret) {
    for (String part : secret.split("\\.")) {
      if (part.length() >= PART) {
        secrets.add(part);
        secrets.add(part.substring(0, PART));
        secrets.add(part.substring(part.length() - PART));
      }
    }
  }

  /** How many log lines there are. */
  int lines() {
    return List.copyOf(lines.list).size();
  }

  /** The first place where a secret is found. */
  Optional<String> leak() {
    List<String> all = new ArrayList<>(List.copyOf(shown));
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      all.add(line.getLoggerName() + " " + line.getMessage());
      all.add(line.getFormattedMessage());
      all.add(Arrays.deepToString(line.getArgumentArray()));
      if (line.getThrowableProxy() != null) {
        all.add(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    return all.stream()
        .filter(text -> secrets.stream().anyMatch(text::contains))
        .map(text -> text.substring(0, Math.min(text.length(), 500)))
        .findFirst();
  }

  @Override
  public void close() {
    root.detachAppender(lines);
    ours.detachAppender(lines);
    ours.setLevel(before);
  }
}
