// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.live.SessionRule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void areClosedByDefault() {
    Options options = Options.parse(Map.of());

    assertEquals("127.0.0.1", options.host());
    assertTrue(options.operator().isEmpty());
    assertFalse(options.queryToken());
    assertTrue(options.origins().isEmpty());
  }

  @Test
  void readsTheCommandLine() {
    Options options =
        Options.parse(
            Map.of(),
            "--port 0 --issuer http://127.0.0.1:8080 --token-life PT5M --sessions one-connection --connections 7"
                .split(" "));

    assertEquals(0, options.port());
    assertEquals("http://127.0.0.1:8080", options.issuer().orElseThrow().toString());
    assertEquals(Duration.ofMinutes(5), options.life());
    assertEquals(SessionRule.ONE_CONNECTION, options.sessions());
    assertEquals(7, options.connections());
  }

  @Test
  void makesAnotherTokenForEachLink() {
    Options one = Options.parse(Map.of(), "--operator-link");
    Options two = Options.parse(Map.of(), "--operator-link");

    assertTrue(one.operator().orElseThrow().reveal().length() >= Operators.MIN_TOKEN);
    assertFalse(one.operator().equals(two.operator()));
  }

  @Test
  void printsNoTokenThatWasConfigured() {
    Options options =
        Options.parse(Map.of("GAMEAUTH_ADMIN_TOKEN", Running.OPERATOR), "--operator-link");

    assertFalse(options.operatorLink());
    assertEquals(Running.OPERATOR, options.operator().orElseThrow().reveal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dance",
        "--port",
        "--port x",
        "--port 65536",
        "--port -1",
        "--issuer ftp://x",
        "--issuer http://x/path",
        "--issuer http://user@x",
        "--keys-fresh-for PT9S",
        "--token-life PT59S",
        "--token-life PT61M",
        "--token-life soon",
        "--sessions some",
        "--connections 0",
        "--host 192.0.2.1 --operator-link"
      })
  void complainsOfWhatItDoesNotUnderstand(String line) {
    Exception complaint =
        assertThrows(
            IllegalArgumentException.class, () -> Options.parse(Map.of(), line.split(" ")));

    assertTrue(complaint.getMessage().matches(".+: .+ \\(expected: .+\\)"), complaint.getMessage());
  }

  @Test
  void wantsLongTokensOfOperatorsAndDoesNotShowThem() {
    Exception complaint =
        assertThrows(
            IllegalArgumentException.class,
            () -> Options.parse(Map.of("GAMEAUTH_ADMIN_TOKEN", "hunter2")));

    assertFalse(complaint.getMessage().contains("hunter2"));
  }
}
