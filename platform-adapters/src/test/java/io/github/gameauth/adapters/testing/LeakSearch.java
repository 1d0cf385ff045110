// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Keeps log lines of all levels and whatever is shown to it, and searches them for secrets. */
public final class LeakSearch implements AutoCloseable {
  /** Shorter parts of a secret turn up by chance. */
  private static final int PART = 12;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.gameauth");
  private final Logger http = (Logger) LoggerFactory.getLogger("okhttp3");
  private final Level before = ours.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<String> shown = new ArrayList<>();
  private final Set<String> secrets = new LinkedHashSet<>();

  /** Begins to listen. */
  public LeakSearch() {
    ours.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
    ours.addAppender(lines);
    http.addAppender(lines);
  }

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

  /** Something that is printed; of an exception its stack trace, causes included. */
  public void show(Object object) {
    shown.add(String.valueOf(object));
    if (object instanceof Throwable thrown) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      shown.add(trace.toString());
    }
  }

  /** How many log lines there are. */
  public int lines() {
    return List.copyOf(lines.list).size();
  }

  /** The first place where a secret is found. */
  public Optional<String> leak() {
    List<String> all = new ArrayList<>(shown);
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
    http.detachAppender(lines);
    ours.setLevel(before);
  }
}
