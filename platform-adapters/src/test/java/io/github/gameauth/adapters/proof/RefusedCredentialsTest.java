// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RefusedCredentialsTest {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final RefusedCredentials refused =
      new RefusedCredentials(platforms.context(), 100, Duration.ofMinutes(10));

  @Test
  void remembersARefusalForAWhile() {
    Secret token = Secret.of("junk");
    assertDoesNotThrow(() -> refused.requireNotRefused(token));
    refused.refused(token, Reason.EXPIRED);

    NotProvedException again =
        assertThrows(NotProvedException.class, () -> refused.requireNotRefused(Secret.of("junk")));
    assertEquals("EXPIRED", PlatformAdapterContract.nameOf(again.verdict()));
    assertDoesNotThrow(() -> refused.requireNotRefused(Secret.of("other")));
    platforms.clock().advance(Duration.ofMinutes(10));
    assertDoesNotThrow(() -> refused.requireNotRefused(token));
  }
}
