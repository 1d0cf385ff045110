// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.github.gameauth.testing.CapturedLogs;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RejectionLogTest {
  @RegisterExtension final CapturedLogs logs = CapturedLogs.of(TokenVerifier.class);
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);

  private List<String> linesAfterVerifying(Level level) {
    logs.from(level);
    try (TokenVerifier verifier = TokenVerifier.trusting(clock, TestTrust.in(issuer).build())) {
      verifier.verify(issuer.token().signed());
      verifier.verify(issuer.token().audience("another-game").signed());
      verifier.verify(issuer.token().issuer("https://strangers.example").signed());
      verifier.verify("no token");
    }
    return logs.lines().stream()
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
