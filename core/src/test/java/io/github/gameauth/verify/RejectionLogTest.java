// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RejectionLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(TokenVerifier.class);
  private final Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);

  @BeforeEach
  void record() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(before);
  }

  private List<String> linesAfterVerifying(Level level) {
    logger.setLevel(level);
    try (TokenVerifier verifier = TokenVerifier.trusting(clock, TestTrust.in(issuer).build())) {
      verifier.verify(issuer.token().signed());
      verifier.verify(issuer.token().audience("another-game").signed());
      verifier.verify(issuer.token().issuer("https://strangers.example").signed());
      verifier.verify("no token");
    }
    return lines.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  @Test
  void tellsByDebugLineWhoseTokenWasRejectedAndWhy() {
    assertEquals(
        List.of(
            "DEBUG token of " + issuer.name() + " rejected: CLAIM(aud)",
            "DEBUG token of unknown rejected: CLAIM(iss)",
            "DEBUG token of unknown rejected: MALFORMED"),
        linesAfterVerifying(Level.DEBUG));
  }

  @Test
  void isQuietOtherwise() {
    assertEquals(List.of(), linesAfterVerifying(Level.INFO));
  }
}
