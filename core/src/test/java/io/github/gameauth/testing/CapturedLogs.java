// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What some loggers write from the moment this is made until the test is over, or it is closed. A
 * test keeps one in a field under {@code @RegisterExtension}. Lines may come from any thread.
 */
public final class CapturedLogs implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final Map<Logger, @Nullable Level> levels = new LinkedHashMap<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line);
        }
      };

  private CapturedLogs(List<String> loggers) {
    appender.start();
    for (String name : loggers) {
      Logger logger = (Logger) LoggerFactory.getLogger(name);
      levels.put(logger, logger.getLevel());
      logger.addAppender(appender);
    }
  }

  /** The lines of a class, of the levels that are written anyway. */
  public static CapturedLogs of(Class<?> writer) {
    return new CapturedLogs(List.of(writer.getName()));
  }

  /** Every line of all our classes, whatever its level. */
  public static CapturedLogs ofEverythingOurs() {
    return new CapturedLogs(List.of("io.github.gameauth")).from(Level.TRACE);
  }

  /** Every line of these loggers, of the levels that are written anyway. */
  public static CapturedLogs of(String... loggers) {
    return new CapturedLogs(List.of(loggers));
  }

  /** From which level on lines are written until the end. */
  public CapturedLogs from(Level level) {
    levels.keySet().forEach(logger -> logger.setLevel(level));
    return this;
  }

  /** The lines up to now. */
  public List<ILoggingEvent> lines() {
    return List.copyOf(lines);
  }

  /** The lines from {@code level} on as an operator reads them: the level and the message. */
  public List<String> messages(Level level) {
    return lines.stream()
        .filter(line -> line.getLevel().isGreaterOrEqual(level))
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  /** Whatever may be read of the lines: patterns, arguments and stack traces with all causes. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (ILoggingEvent line : lines) {
      texts.add(line.getLoggerName() + " " + line.getMessage());
      texts.add(line.getFormattedMessage());
      texts.add(Arrays.deepToString(line.getArgumentArray()));
      if (line.getThrowableProxy() != null) {
        texts.add(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    return texts;
  }

  /** Forgets the lines up to now. */
  public void clear() {
    lines.clear();
  }

  /** What fixtures wrote while they were made does not count. */
  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Leaves the loggers as they were. Idempotent. */
  @Override
  public void close() {
    levels.forEach(
        (logger, level) -> {
          logger.detachAppender(appender);
          logger.setLevel(level);
        });
  }
}
