// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.gameauth.testing.CapturedLogs;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator reads. */
final class KeyReportTest {
  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  @RegisterExtension final CapturedLogs logs = CapturedLogs.of(JwksCache.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> logged() {
    return logs.messages(Level.INFO);
  }

  @Test
  void saysWhichKeysCameAndWent() {
    String first = issuer.kid();
    JwksCache cache = fixture.warm();
    issuer.rotate();
    issuer.withdrawOldKeys();
    fixture.publish();

    cache.refresh();
    cache.refresh();

    assertEquals(
        List.of(
            "INFO Keys of issuer, set 1: added [" + first + "], removed [], replaced []",
            "INFO Keys of issuer, set 2: added ["
                + issuer.kid()
                + "], removed ["
                + first
                + "], replaced []"),
        logged());
  }

  @Test
  void warnsOnceWhenKeysGoStaleAndOnceWhenTheyExpire() {
    fixture.warm();
    logs.clear();
    fixture.upstream.keySetStatus(500);

    fixture.clock.advance(Duration.ofMinutes(10));
    fixture.clock.advance(Duration.ofMinutes(10));
    fixture.clock.advance(Duration.ofHours(4));

    assertEquals(
        List.of(
            "WARN Serving stale keys of issuer until 2030-01-01T16:10:00Z: SERVER_ERROR",
            "WARN No keys of issuer may be trusted any more: SERVER_ERROR"),
        logged());
  }

  @Test
  void warnsOfPublishedPrivateKeysWithoutShowingThem() {
    var jwk = TestKey.named("leaked", Algorithm.ES256).jwk();
    jwk.put("d", "private-scalar");
    fixture.upstream.keySet(TestDocuments.keySet(issuer.key().jwk(), jwk));

    fixture.warm();

    assertTrue(
        logged().contains("WARN The key set of issuer holds a key whose private half is public"));
    assertFalse(String.join("\n", logged()).contains("private-scalar"));
  }

  @Test // C5, N2
  void clipsKeyIds() {
    fixture.upstream.keySet(
        TestDocuments.keySet(issuer.key().withKeyId("${jndi:x} " + "k".repeat(200)).jwk()));

    fixture.warm();

    String line = logged().get(0);
    assertTrue(line.contains("${jndi:x}?kkk"), line);
    assertFalse(line.contains("k".repeat(65)), line);
  }
}
